using Dashboard.Access.People;
using Dashboard.Access.SignIn;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Dashboard.Access.Sessions;

/// <summary>
/// Checks again and again whether whoever sits before an open page is still signed in, and as what. The check reads
/// memory only, so it costs nothing to make it often.
/// </summary>
internal sealed class LiveSession(ILoggerFactory logs, SessionBook sessions, PersonBook people)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        if (user.SessionId() is not { } session)
        {
            // A key has no session; it opens no pages of its own, and is checked at each request.
            return true;
        }

        if (!await sessions.FindAsync(session, cancellationToken)
            || await people.FindAsync(Person.IdOf(user.Actor()), cancellationToken) is not { } person)
        {
            return false;
        }

        if (person.Role != user.Role())
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(PersonIdentity.Of(person, session))));
        }

        return true;
    }
}

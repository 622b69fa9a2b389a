using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Dashboard.Access.Sessions;

/// <summary>
/// Checks again and again whether whoever sits before an open page is still signed in. The check reads memory only, so it
/// costs nothing to make it often.
/// </summary>
internal sealed class LiveSession(ILoggerFactory logs, SessionBook book) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        // A key has no session; it opens no pages of its own, and is checked at each request.
        authenticationState.User.SessionId() is { } id
            ? book.FindAsync(id, cancellationToken)
            : Task.FromResult(true);
}

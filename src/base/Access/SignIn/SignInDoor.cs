using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.SignIn;

/// <summary>The last step of every way to sign in: a session and its cookie.</summary>
public sealed class SignInDoor
{
    private readonly SessionDesk _sessions;
    private readonly KnownBrowsers _browsers;

    internal SignInDoor(SessionDesk sessions, KnownBrowsers browsers) => (_sessions, _browsers) = (sessions, browsers);

    /// <summary>
    /// Signs the browser in as a person. Whatever session it brought along ends; the new one has an id of its own, so
    /// that nobody can prepare a browser with a session that they know.
    /// </summary>
    public async Task EnterAsync(HttpContext http, string personId, CancellationToken ct)
    {
        if (http.User.SessionId() is { } former)
        {
            await _sessions.EndAsync(former, ct);
        }

        var session = await _sessions.BeginAsync(
            Person.ActorOf(personId),
            http.Request.Headers.UserAgent,
            http.Connection.RemoteIpAddress?.ToString(),
            ct);
        await http.SignInAsync(
            AccessSchemes.Cookie,
            PersonIdentity.ForCookie(personId, session),
            new AuthenticationProperties { IsPersistent = true });
        _browsers.Remember(http, personId);
    }
}

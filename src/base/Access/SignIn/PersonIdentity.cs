using System.Security.Claims;
using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Events;

namespace Dashboard.Access.SignIn;

/// <summary>
/// The identity of a person. The cookie carries the person and the session only; the role and what it may do are
/// looked up on every request, so that a changed role holds at once.
/// </summary>
internal static class PersonIdentity
{
    public static ClaimsPrincipal ForCookie(string personId, string sessionId) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, personId), new Claim(Principals.SessionClaim, sessionId)],
        AccessSchemes.Cookie));

    /// <summary>The person and the session that a cookie names; null where it is not one of ours.</summary>
    public static (string PersonId, string SessionId)? Read(ClaimsPrincipal? cookie) =>
        cookie?.FindFirst(ClaimTypes.NameIdentifier)?.Value is { } person && cookie.SessionId() is { } session
            ? (person, session)
            : null;

    /// <summary>The full identity of a person.</summary>
    public static ClaimsPrincipal Of(Person person, string sessionId)
    {
        var principal = Principals.Of(
            person.Actor, person.Name, ProjectId.First, RoleScopes.Of(person.Role), AccessSchemes.Cookie);
        ((ClaimsIdentity)principal.Identity!).AddClaims(
            [new Claim(ClaimTypes.Role, person.Role.ToString()), new Claim(Principals.SessionClaim, sessionId)]);
        return principal;
    }
}

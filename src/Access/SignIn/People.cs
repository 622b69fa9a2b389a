using System.Security.Claims;
using Dashboard.Access.Authentication;
using Dashboard.Events;

namespace Dashboard.Access.SignIn;

/// <summary>
/// The identity of a person. The cookie carries the name, the role and the session only; what a role may do is looked up on every
/// request, so that a changed role or a changed meaning holds at once.
/// </summary>
internal static class People
{
    /// <summary>The name of whoever signs in with the link that the server prints.</summary>
    public const string FirstPerson = "admin";

    public static string Actor(string name) => "person:" + name;

    public static ClaimsPrincipal ForCookie(string name, Role role, string sessionId) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, name),
            new Claim(ClaimTypes.Role, role.ToString()),
            new Claim(Principals.SessionClaim, sessionId),
        ],
        AccessSchemes.Cookie));

    /// <summary>The full identity behind a cookie, or null where its role no longer exists or it has no session.</summary>
    public static ClaimsPrincipal? FromCookie(ClaimsPrincipal? cookie)
    {
        var name = cookie?.FindFirst(ClaimTypes.Name)?.Value;
        var session = cookie?.SessionId();
        if (name is null || session is null || !Enum.TryParse<Role>(cookie?.FindFirst(ClaimTypes.Role)?.Value, out var role))
        {
            return null;
        }

        var person = Principals.Of(Actor(name), name, ProjectId.First, RoleScopes.Of(role), AccessSchemes.Cookie);
        ((ClaimsIdentity)person.Identity!).AddClaims(
            [new Claim(ClaimTypes.Role, role.ToString()), new Claim(Principals.SessionClaim, session)]);
        return person;
    }
}

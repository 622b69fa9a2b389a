using System.Security.Claims;
using Dashboard.Access.Authentication;
using Dashboard.Events;

namespace Dashboard.Access.SignIn;

/// <summary>
/// The identity of a person. The cookie carries the name and the role only; what a role may do is looked up on every
/// request, so that a changed role or a changed meaning holds at once.
/// </summary>
internal static class People
{
    /// <summary>The name of whoever signs in with the link that the server prints.</summary>
    public const string FirstPerson = "admin";

    public static string Actor(string name) => "person:" + name;

    public static ClaimsPrincipal ForCookie(string name, Role role) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role.ToString())],
        AccessSchemes.Cookie));

    /// <summary>The full identity behind a cookie, or null where its role no longer exists.</summary>
    public static ClaimsPrincipal? FromCookie(ClaimsPrincipal? cookie)
    {
        var name = cookie?.FindFirst(ClaimTypes.Name)?.Value;
        if (name is null || !Enum.TryParse<Role>(cookie?.FindFirst(ClaimTypes.Role)?.Value, out var role))
        {
            return null;
        }

        var person = Principals.Of(Actor(name), name, ProjectId.First, RoleScopes.Of(role), AccessSchemes.Cookie);
        ((ClaimsIdentity)person.Identity!).AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        return person;
    }
}

using System.Globalization;
using System.Security.Claims;
using Dashboard.Events;

namespace Dashboard.Access;

/// <summary>Makes the identity of a key or a person, and reads it back from a request's user.</summary>
public static class Principals
{
    private const string ScopeClaim = "scope";
    private const string ProjectClaim = "project";

    internal const string SessionClaim = "session";

    /// <summary>The project that the caller belongs to; the first one where nobody is signed in.</summary>
    public static ProjectId Project(this ClaimsPrincipal user) =>
        int.TryParse(user.FindFirst(ProjectClaim)?.Value, CultureInfo.InvariantCulture, out var project)
            ? new ProjectId(project)
            : ProjectId.First;

    /// <summary>
    /// Who acts, as the audit log names it: <c>key:4f0c...</c>, <c>person:admin</c> or <c>anonymous</c>.
    /// </summary>
    public static string Actor(this ClaimsPrincipal user) =>
        user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? "anonymous";

    /// <summary>Whether the caller may do what <paramref name="scope"/> stands for.</summary>
    public static bool Has(this ClaimsPrincipal user, string scope) => user.HasClaim(ScopeClaim, scope);

    /// <summary>Whether the caller administers a project: their own, or as an administrator of the first one any.</summary>
    public static bool Rules(this ClaimsPrincipal user, ProjectId project) =>
        user.Has(Scopes.Admin) && (user.Project() == project || user.Project() == ProjectId.First);

    /// <summary>Whether the caller administers what all projects share: people, sessions, retention, connections.</summary>
    public static bool RulesInstallation(this ClaimsPrincipal user) => user.Rules(ProjectId.First);

    /// <summary>Whether the caller may set prices, which all projects share.</summary>
    public static bool MayPrice(this ClaimsPrincipal user) =>
        user.Has(Scopes.Manage) && user.Project() == ProjectId.First;

    /// <summary>The session of a person; null for a key.</summary>
    public static string? SessionId(this ClaimsPrincipal user) => user.FindFirst(SessionClaim)?.Value;

    /// <summary>The role of a person; null for a key.</summary>
    public static Role? Role(this ClaimsPrincipal user) => RoleNames.Parse(user.FindFirst(ClaimTypes.Role)?.Value);

    internal static ClaimsPrincipal Of(
        string actor, string name, ProjectId project, IEnumerable<string> scopes, string scheme) =>
        new(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, actor),
                new Claim(ClaimTypes.Name, name),
                new Claim(ProjectClaim, project.ToString()),
                .. scopes.Select(scope => new Claim(ScopeClaim, scope)),
            ],
            scheme));
}

namespace Dashboard.Access;

/// <summary>The scopes that each role stands for.</summary>
public static class RoleScopes
{
    private static readonly Dictionary<Role, string[]> _scopes = new()
    {
        [Role.Viewer] = [Scopes.Read],
        [Role.Reviewer] = [Scopes.Read, Scopes.Feedback, Scopes.Review],
        [Role.Manager] = [Scopes.Read, Scopes.Feedback, Scopes.Manage],
        [Role.Operator] = [Scopes.Read, Scopes.Feedback, Scopes.Train, Scopes.Deploy],
        [Role.Admin] = [.. Scopes.All],
    };

    /// <summary>What a person with <paramref name="role"/> may do.</summary>
    public static IReadOnlyList<string> Of(Role role) => _scopes[role];
}

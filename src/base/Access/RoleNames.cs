namespace Dashboard.Access;

/// <summary>The roles as the API writes them.</summary>
public static class RoleNames
{
    /// <summary>Every name, from the role that may do least to the one that may do all.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Role>().Select(role => role.Name())];

    /// <summary>Such as <c>operator</c>.</summary>
    public static string Name(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The role of a name, in upper or lower case; null where there is none.</summary>
    public static Role? Parse(string? name) => All.Contains(name?.ToLowerInvariant())
        ? Enum.Parse<Role>(name!, ignoreCase: true)
        : null;
}

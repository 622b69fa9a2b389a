using Microsoft.Extensions.Configuration;

namespace Dashboard.Access;

/// <summary>What the environment says about access.</summary>
public sealed record AccessOptions
{
    /// <summary>The setting that holds <see cref="AdminKey"/>.</summary>
    public const string AdminKeySetting = "DASHBOARD_ADMIN_KEY";

    /// <summary>The fewest characters that <see cref="AdminKey"/> may have.</summary>
    public const int MinAdminKeyLength = 16;

    /// <summary>A key with every scope, for automation; none where it is empty.</summary>
    [ConfigurationKeyName(AdminKeySetting)]
    public string AdminKey { get; init; } = "";
}

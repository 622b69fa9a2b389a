using Microsoft.Extensions.Configuration;

namespace Dashboard.Access;

/// <summary>What the environment says about access.</summary>
public sealed record AccessOptions
{
    /// <summary>The setting that holds <see cref="AdminKey"/>.</summary>
    public const string AdminKeySetting = "DASHBOARD_ADMIN_KEY";

    /// <summary>The setting that holds <see cref="PublicUrl"/>.</summary>
    public const string PublicUrlSetting = "DASHBOARD_PUBLIC_URL";

    /// <summary>The fewest characters that <see cref="AdminKey"/> may have.</summary>
    public const int MinAdminKeyLength = 16;

    /// <summary>A key with every scope, for automation; none where it is empty.</summary>
    [ConfigurationKeyName(AdminKeySetting)]
    public string AdminKey { get; init; } = "";

    /// <summary>The address under which people reach the console, such as that of a proxy; empty for the own one.</summary>
    [ConfigurationKeyName(PublicUrlSetting)]
    public string PublicUrl { get; init; } = "";

    /// <summary>Where the server listens; its own options say more.</summary>
    [ConfigurationKeyName("DASHBOARD_URL")]
    public string ListenUrl { get; init; } = "http://127.0.0.1:5080";
}

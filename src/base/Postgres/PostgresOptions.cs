using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Postgres;

/// <summary>Which PostgreSQL to use: servers that exist, or our own.</summary>
public sealed record PostgresOptions
{
    /// <summary>Folder of everything that the console keeps; setting <c>DASHBOARD_DATA</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Connection string of an existing PostgreSQL 15+; setting <c>DASHBOARD_DB</c>. Null: the embedded server.</summary>
    public string? Decisions { get; init; }

    /// <summary>Connection string for telemetry alone; setting <c>DASHBOARD_TELEMETRY_DB</c>. Null: where decisions are.</summary>
    public string? Telemetry { get; init; }

    /// <summary>
    /// What stays free on the disk of the embedded server, in megabytes; below it nothing is ingested. Setting
    /// <c>DASHBOARD_MIN_FREE_MB</c>. The default leaves room for the write-ahead log, which a server cannot do without.
    /// </summary>
    public int MinFreeMegabytes { get; init; } = 1024;

    /// <summary>Reads the settings; an empty one counts as not set.</summary>
    public static PostgresOptions From(IConfiguration configuration) => new()
    {
        DataFolder = Setting(configuration, "DASHBOARD_DATA") ?? DefaultDataFolder(),
        Decisions = Setting(configuration, "DASHBOARD_DB"),
        Telemetry = Setting(configuration, "DASHBOARD_TELEMETRY_DB"),
        MinFreeMegabytes = Setting(configuration, FreeSpace.Setting) is not { } given ? 1024
            : int.TryParse(given, CultureInfo.InvariantCulture, out var megabytes) ? megabytes
            : -1,
    };

    private static string? Setting(IConfiguration configuration, string name) =>
        string.IsNullOrWhiteSpace(configuration[name]) ? null : configuration[name];

    private static string DefaultDataFolder() => Environment.IsPrivilegedProcess
        ? "/var/lib/llmops-dashboard"
        : Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "llmops-dashboard");
}

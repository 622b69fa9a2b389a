using Microsoft.Extensions.Configuration;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// How much of the disk records may take that the database has not taken yet. When it is used up, the gateway goes on
/// serving: answers matter more to its callers than our books. Newer records then wait in memory, as many as fit, and
/// what does not fit is lost; that is counted, logged, and makes the console not ready.
/// </summary>
public sealed record SpoolOptions
{
    /// <summary>The setting that holds <see cref="MaxMegabytes"/>.</summary>
    public const string MaxSetting = "DASHBOARD_SPOOL_MAX_MB";

    /// <summary>The setting that holds <see cref="MinFreeMegabytes"/>.</summary>
    public const string MinFreeSetting = "DASHBOARD_SPOOL_MIN_FREE_MB";

    /// <summary>The most that records may take on disk; about 250,000 records of 4 KB a gigabyte.</summary>
    [ConfigurationKeyName(MaxSetting)]
    public int MaxMegabytes { get; init; } = 1024;

    /// <summary>What stays free on the disk of the data folder, for the database and for everybody else.</summary>
    [ConfigurationKeyName(MinFreeSetting)]
    public int MinFreeMegabytes { get; init; } = 512;

    /// <summary><see cref="MaxMegabytes"/> in bytes.</summary>
    public long MaxBytes => MaxMegabytes * 1024L * 1024;

    /// <summary><see cref="MinFreeMegabytes"/> in bytes.</summary>
    public long MinFreeBytes => MinFreeMegabytes * 1024L * 1024;
}

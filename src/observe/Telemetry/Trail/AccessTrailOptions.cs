using Microsoft.Extensions.Configuration;

namespace Dashboard.Telemetry.Trail;

/// <summary>How long it is kept who read content.</summary>
public sealed record AccessTrailOptions
{
    /// <summary>The setting that holds <see cref="Days"/>.</summary>
    public const string DaysSetting = "DASHBOARD_ACCESS_TRAIL_DAYS";

    public const int MostDays = 36_500;

    /// <summary>Whole days; older notes are deleted.</summary>
    [ConfigurationKeyName(DaysSetting)]
    public int Days { get; init; } = 365;
}

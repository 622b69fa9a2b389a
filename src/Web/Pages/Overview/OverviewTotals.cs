using Dashboard.Costs;
using Dashboard.Costs.Days;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// What the live steps cannot say and is read merged: the day so far in the reader's zone, and percentiles of long
/// spans.
/// </summary>
public sealed record OverviewTotals
{
    /// <summary>The sums of today; null when there were no calls.</summary>
    public MetricsPoint? Today { get; init; }

    /// <summary>Percentiles over the whole window.</summary>
    public LatencySummary? Window { get; init; }

    /// <summary>Time to first token over the whole window.</summary>
    public LatencySummary? WindowFirstToken { get; init; }

    /// <summary>Percentiles of the focused route's two versions; null when no single route is in focus.</summary>
    public SideTotals? Sides { get; init; }

    /// <summary>Merged percentiles of the steps in which several models or versions answered.</summary>
    public IReadOnlyDictionary<DateTimeOffset, LatencySummary> Mixed { get; init; } =
        new Dictionary<DateTimeOffset, LatencySummary>();

    /// <summary>Today so far against the same hours of former days; null where there are none.</summary>
    public SameHours? Day { get; init; }

    /// <summary>The month's end and the budget; null while they are not known.</summary>
    public CostOutlook? Outlook { get; init; }
}

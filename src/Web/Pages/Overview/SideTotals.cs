using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Merged percentiles that cannot be had from the steps: of the serving version since it took over, and of the former
/// before.
/// </summary>
public sealed record SideTotals(
    LatencySummary? Serving,
    LatencySummary? Former,
    LatencySummary? ServingFirstToken,
    LatencySummary? FormerFirstToken)
{
    /// <summary>
    /// The serving version's calls in sections of the same length, where the steps are too coarse or hold too few calls
    /// to say how sure a number is; else empty.
    /// </summary>
    public IReadOnlyList<MetricsPoint> ServingSections { get; init; } = [];

    /// <summary>Those of the former version.</summary>
    public IReadOnlyList<MetricsPoint> FormerSections { get; init; } = [];
}

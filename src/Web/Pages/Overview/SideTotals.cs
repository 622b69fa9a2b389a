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
    LatencySummary? FormerFirstToken);

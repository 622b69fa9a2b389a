using Dashboard.Telemetry.Reading;

namespace Dashboard.Web.Pages.Overview;

/// <summary>Everything that is known of one step of time.</summary>
public sealed record LiveBucket(DateTimeOffset Start, IReadOnlyList<KeyValuePair<CellKey, MetricsPoint>> Cells)
{
    private CallSums? _sums;

    /// <summary>Of all cells; added up once, as every tile and panel asks for them.</summary>
    public CallSums Sums() => _sums ??= CallSums.Of(Cells.Select(cell => cell.Value));

    /// <summary>
    /// The one summary that stands for the bucket; null when there is none, or several: percentiles of parts cannot be
    /// combined, they must be read merged.
    /// </summary>
    public LatencySummary? OnlyLatency => Latencies.Count == 1 ? Latencies[0] : null;

    /// <summary>Whether the bucket's percentiles must be read merged.</summary>
    public bool IsMixed => Latencies.Count > 1;

    private List<LatencySummary> Latencies =>
        Cells.Select(cell => cell.Value.Latency).OfType<LatencySummary>().ToList();
}

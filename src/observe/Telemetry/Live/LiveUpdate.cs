using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Live;

/// <summary>A snapshot of a live window, or the buckets that changed since the last update. At most four a second.</summary>
/// <param name="IsSnapshot">True for the first update and after a gap: replace everything.</param>
/// <param name="AsOf">When the numbers were read; the age that a page shows counts from here.</param>
/// <param name="Metrics">
/// Split by route, model and version. In a delta only the changed buckets are present; each replaces the bucket of the same
/// start and series. Step: minute for 1 h, quarter for 24 h, hour for 7 d, and day (UTC) for 30 d.
/// </param>
public sealed record LiveUpdate(bool IsSnapshot, DateTimeOffset AsOf, MetricsResult Metrics);

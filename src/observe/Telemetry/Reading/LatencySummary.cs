namespace Dashboard.Telemetry.Reading;

/// <summary>Percentiles from a merged sketch (relative error ≤ 1 %); count, mean, min and max are exact. Milliseconds.</summary>
public sealed record LatencySummary(
    long Count,
    double MeanMs,
    double MinMs,
    double P50Ms,
    double P90Ms,
    double P95Ms,
    double P99Ms,
    double MaxMs);

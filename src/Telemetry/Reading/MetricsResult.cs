namespace Dashboard.Telemetry.Reading;

/// <summary>The answer to a <see cref="MetricsQuery"/>. Buckets without calls are absent.</summary>
public sealed record MetricsResult(
    DateTimeOffset From,
    DateTimeOffset To,
    MetricsStep Step,
    IReadOnlyList<MetricsSeries> Series);

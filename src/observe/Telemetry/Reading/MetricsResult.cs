namespace Dashboard.Telemetry.Reading;

/// <summary>The answer to a <see cref="MetricsQuery"/>. Buckets without calls are absent.</summary>
public sealed record MetricsResult(
    DateTimeOffset From,
    DateTimeOffset To,
    MetricsStep Step,
    IReadOnlyList<MetricsSeries> Series)
{
    /// <summary>
    /// Tokens that only agents' spans carry (<see cref="AgentOnlyTokens"/>), in no series; null where nobody asked or the
    /// question keeps some series only, to none of which they belong.
    /// </summary>
    public long? AgentOnlyTokens { get; init; }
}

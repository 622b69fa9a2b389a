using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>A question to the rollups: calls whose start lies in [From, To), bucketed by step in a time zone, split by dimensions.</summary>
public sealed record MetricsQuery
{
    public required ProjectId Project { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required MetricsStep Step { get; init; }

    /// <summary>The dimensions to split by; empty for one series.</summary>
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>Where a day begins; only whole quarter hours of offset exist since 2000.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Keeps only calls whose dimension equals the value.</summary>
    public IReadOnlyDictionary<Dimension, string> Where { get; init; } = new Dictionary<Dimension, string>();
}

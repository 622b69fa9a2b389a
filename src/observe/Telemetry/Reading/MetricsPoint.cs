using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>The sums of one bucket. Input and output tokens are inclusive (cached and reasoning within).</summary>
public sealed record MetricsPoint
{
    /// <summary>The start of the bucket.</summary>
    public required DateTimeOffset Start { get; init; }

    public required long Calls { get; init; }

    public required long Errors { get; init; }

    public required long ClientAborts { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long CachedTokens { get; init; }

    public required long CacheWriteTokens { get; init; }

    public required long ReasoningTokens { get; init; }

    /// <summary>The cost of the priced calls; null when calls are unpriced and none is priced.</summary>
    public required Nanodollars? Cost { get; init; }

    /// <summary>Calls that are missing from <see cref="Cost"/>.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>
    /// Calls whose cost is known and within <see cref="Cost"/>; a call that failed without usage is neither of the two.
    /// </summary>
    public long PricedCalls { get; init; }

    /// <summary>Null when no call has one.</summary>
    public LatencySummary? Latency { get; init; }

    /// <summary>Time to first token; null when no call has one.</summary>
    public LatencySummary? TimeToFirstToken { get; init; }

    /// <summary>What people and judges said about these calls.</summary>
    public ScoreCounts Scores { get; init; }
}

using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Rollups;

/// <summary>The sums of the calls of one bucket and series. Cells of the same kind merge by addition.</summary>
public sealed class RollupCell
{
    public CallCounters Counters { get; private set; }

    public DurationStats Latency { get; } = new();

    public DurationStats TimeToFirstToken { get; } = new();

    /// <summary>Filled where numbers are read; scores are summed in tables of their own.</summary>
    public ScoreCounts Scores { get; private set; }

    public void Add(CallCounters call, long durationMicros, long? timeToFirstTokenMicros)
    {
        Counters += call;
        Latency.Add(durationMicros);
        if (timeToFirstTokenMicros is { } ttft)
        {
            TimeToFirstToken.Add(ttft);
        }
    }

    public void Add(CallCounters counters) => Counters += counters;

    public void Add(ScoreCounts scores) => Scores += scores;

    public void Merge(RollupCell other)
    {
        Counters += other.Counters;
        Latency.Merge(other.Latency);
        TimeToFirstToken.Merge(other.TimeToFirstToken);
    }

    /// <summary>Empty again, to be filled with other calls.</summary>
    public void Clear()
    {
        (Counters, Scores) = (default, default);
        Latency.Clear();
        TimeToFirstToken.Clear();
    }

    public MetricsPoint ToPoint(DateTimeOffset start) => new()
    {
        Start = start,
        Calls = Counters.Calls,
        Errors = Counters.Errors,
        ClientAborts = Counters.ClientAborts,
        InputTokens = Counters.InputTokens,
        OutputTokens = Counters.OutputTokens,
        CachedTokens = Counters.CachedTokens,
        CacheWriteTokens = Counters.CacheWriteTokens,
        ReasoningTokens = Counters.ReasoningTokens,
        Cost = Counters.Cost,
        UnpricedCalls = Counters.UnpricedCalls,
        PricedCalls = Counters.PricedCalls,
        Latency = Latency.Summarize(),
        TimeToFirstToken = TimeToFirstToken.Summarize(),
        Scores = Scores,
    };
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Ingest;

/// <summary>
/// The tokens of a call in disjoint buckets, and whether the numbers that came contradict each other.
/// </summary>
public readonly record struct TokenUsage(TokenCounts? Tokens, bool Inconsistent)
{
    public UsageSource Source => (Tokens, Inconsistent) switch
    {
        (null, _) => UsageSource.None,
        (_, true) => UsageSource.Inconsistent,
        _ => UsageSource.Reported,
    };
}

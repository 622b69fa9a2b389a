using Dashboard.Events;

namespace Dashboard.Telemetry.Counting;

/// <summary>
/// The tokens of a call in disjoint buckets, and whether the numbers that came contradict each other.
/// </summary>
/// <param name="Tokens">Null when nobody reported any.</param>
/// <param name="Note">
/// How the counts were read where it is not the usual way, or what contradicts what; null where there is nothing to
/// say.
/// </param>
/// <param name="Inconsistent">Whether the note is about a contradiction.</param>
public readonly record struct TokenUsage(TokenCounts? Tokens, string? Note, bool Inconsistent)
{
    public UsageSource Source => (Tokens, Inconsistent) switch
    {
        (null, _) => UsageSource.None,
        (_, true) => UsageSource.Inconsistent,
        _ => UsageSource.Reported,
    };
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>What the calls of a filter come to, in all and over time.</summary>
public sealed record CallSum
{
    /// <summary>Nothing was found.</summary>
    public static CallSum None { get; } = new() { Bars = [] };

    public long Calls { get; init; }

    /// <summary>In and out, cached and reasoning within; those of calls whose usage is known.</summary>
    public long Tokens { get; init; }

    /// <summary>Of the priced calls; null when none is priced.</summary>
    public Nanodollars? Cost { get; init; }

    /// <summary>Calls that are missing from <see cref="Cost"/>.</summary>
    public long Unpriced { get; init; }

    /// <summary>Whether there may be more: the time for counting was up, or there were too many to read.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>The buckets that have calls, oldest first.</summary>
    public required IReadOnlyList<CallBar> Bars { get; init; }
}

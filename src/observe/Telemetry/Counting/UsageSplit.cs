using System.Numerics;
using Dashboard.Events;

namespace Dashboard.Telemetry.Counting;

/// <summary>
/// Finds out what a report counts within what, and makes disjoint buckets of it. The sender's way of counting comes
/// first; where a total is given and does not equal the parts, the other known ways are tried, and what none of them
/// explains is said.
/// </summary>
internal static class UsageSplit
{
    /// <summary>Every way to read one thing otherwise, fewest changes first.</summary>
    private static readonly Outside[] s_changes =
    [
        .. Enumerable.Range(1, (int)Outside.All)
            .OrderBy(change => BitOperations.PopCount((uint)change)).Select(change => (Outside)change),
    ];

    public static TokenUsage Of(in ReportedUsage usage, in UsageSender sender)
    {
        if (!IsKnown(usage))
        {
            return usage.Total is { } all && sender.OnlyReads ? Read(new() { InputUncached = all }, null) : default;
        }

        var (way, addsAsItCame) = UsageWays.Of(usage, sender);
        var parts = UsageSides.Complete(UsageParts.Of(usage), usage, sender, way);
        var reading = Explain(parts, usage, sender, way & parts.Relevant, addsAsItCame);
        return reading.Tokens is { } tokens
            && (usage.InputImages ?? usage.OutputImages ?? usage.WebSearches) is not null
                ? reading with
                {
                    Tokens = tokens with
                    {
                        InputImages = usage.InputImages ?? 0,
                        OutputImages = usage.OutputImages ?? 0,
                        WebSearches = usage.WebSearches ?? 0,
                    },
                }
                : reading;
    }

    private static TokenUsage Explain(
        in UsageParts parts, in ReportedUsage usage, in UsageSender sender, Outside way, bool addsAsItCame)
    {
        if (usage.Total is not { } total || total == parts.Sum(way))
        {
            return parts.IsPossible(way)
                ? WithoutDoubt(parts, usage, way)
                : Otherwise(parts, sender, way, total: null) ?? TooLarge(parts, way);
        }

        var asItCame = total == parts.Input + parts.Output;
        if (asItCame && addsAsItCame && parts.IsPossible(way))
        {
            return Read(parts.Tokens(way), UsageNotes.Of(way));
        }

        // Before the cache is taken to be outside: Gemini's never is.
        var hidden = total - parts.Sum(way);
        if (hidden > 0 && sender.KeepsThinkingApart && parts is { Reasoning: 0, Tools: 0 } && parts.IsPossible(way))
        {
            return Read(parts.Tokens(way) with { Reasoning = hidden }, UsageNotes.ThinkingInTheTotal);
        }

        return Otherwise(parts, sender, way, total)
            ?? (asItCame ? Otherwise(parts, sender, way, total: null) : null)
            ?? Contradiction(parts, usage, way, total);
    }

    /// <summary>
    /// Reads something otherwise than the sender's way has it: so that the total comes out, or, without one, so that no
    /// part is larger than its whole, where that is a known way of this sender.
    /// </summary>
    private static TokenUsage? Otherwise(in UsageParts parts, in UsageSender sender, Outside way, long? total)
    {
        foreach (var change in s_changes)
        {
            var other = way ^ change;
            if ((change & ~parts.Relevant) != 0 || !parts.IsPossible(other))
            {
                continue;
            }

            if (total is { } sum ? parts.Sum(other) == sum : IsKnownWay(change, other, sender))
            {
                return Read(parts.Tokens(other), UsageNotes.Of(other));
            }
        }

        return null;
    }

    private static bool IsKnownWay(Outside change, Outside way, in UsageSender sender) =>
        (change & ~(Outside.Cache | Outside.Reasoning)) == 0
        && (!change.HasFlag(Outside.Cache) || (way.HasFlag(Outside.Cache) && sender.KeepsTheCacheApart))
        && (!change.HasFlag(Outside.Reasoning) || (way.HasFlag(Outside.Reasoning) && sender.KeepsThinkingApart));

    /// <summary>
    /// Langfuse's buckets share no token, but people fill them with counts that include their details: without a total
    /// nothing tells which it is, unless the details are too large for that.
    /// </summary>
    private static TokenUsage WithoutDoubt(in UsageParts parts, in ReportedUsage usage, Outside way)
    {
        var open = usage.Total is null && way != Outside.Nothing && UsageWays.IsLangfuse(usage)
            && parts.IsPossible(Outside.Nothing);
        return open
            ? new TokenUsage(parts.Tokens(way), UsageNotes.Unconfirmed, Inconsistent: true)
            : Read(parts.Tokens(way), UsageNotes.Of(way));
    }

    private static TokenUsage TooLarge(in UsageParts parts, Outside way) =>
        new(parts.Tokens(way), UsageNotes.TooLarge(parts, way), Inconsistent: true);

    private static TokenUsage Contradiction(in UsageParts parts, in ReportedUsage usage, Outside way, long total) =>
        parts.IsPossible(way)
            ? new(parts.Tokens(way), UsageNotes.Total(usage, parts.Sum(way), total), Inconsistent: true)
            : TooLarge(parts, way);

    private static TokenUsage Read(TokenCounts tokens, string? note) => new(tokens, note, Inconsistent: false);

    private static bool IsKnown(in ReportedUsage usage) =>
        (usage.Input ?? usage.Output ?? usage.CacheRead ?? usage.CacheWrite ?? usage[UsageField.CacheWrite5m]
            ?? usage.CacheWrite1h ?? usage[UsageField.Uncached] ?? usage[UsageField.TextInput]
            ?? usage[UsageField.TextOutput] ?? usage.AudioInput ?? usage.AudioOutput ?? usage.ImageInput
            ?? usage.ImageOutput ?? usage.InputImages ?? usage.OutputImages) is not null;
}

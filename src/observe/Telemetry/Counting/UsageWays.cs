namespace Dashboard.Telemetry.Counting;

/// <summary>The way in which a sender counts, by its scope and by how it spells its names.</summary>
internal static class UsageWays
{
    /// <summary>
    /// What the sender counts outside, and whether it adds its total up from input and output as they came although
    /// something is outside of them.
    /// </summary>
    public static (Outside Way, bool AddsAsItCame) Of(in ReportedUsage usage, in UsageSender sender)
    {
        if (sender.LeavesTheCacheOut)
        {
            return (Outside.Cache, true);
        }

        var traits = usage.Traits;
        var way = traits switch
        {
            _ when IsLangfuse(usage) => Outside.All,
            _ when traits.HasFlag(UsageTraits.Gemini) => Outside.Reasoning | Outside.Tools,
            _ when traits.HasFlag(UsageTraits.CacheBeside) && !traits.HasFlag(UsageTraits.Prompt) => Outside.Cache,
            _ => Outside.Nothing,
        };
        return CacheByItsRemainder(usage, way) is { } proven
            ? ((way & ~Outside.Cache) | proven, true)
            : (way, false);
    }

    /// <summary>
    /// Whether the report is of Langfuse's kind: buckets of their own rather than details within input and output.
    /// </summary>
    public static bool IsLangfuse(in ReportedUsage usage) =>
        (usage.Traits & (UsageTraits.Bare | UsageTraits.SidePart)) != 0 && !usage.Traits.HasFlag(UsageTraits.Nested);

    /// <summary>Who also says how much was not cached says what the input is.</summary>
    private static Outside? CacheByItsRemainder(in ReportedUsage usage, Outside way)
    {
        if (usage[UsageField.Uncached] is not { } uncached || usage.Input is not { } input)
        {
            return null;
        }

        var cached = UsageParts.Of(usage).Cache(way);
        return cached == 0 ? null
            : uncached + cached == input ? Outside.Nothing
            : uncached == input ? Outside.Cache
            : null;
    }
}

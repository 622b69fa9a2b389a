using System.Runtime.CompilerServices;

namespace Dashboard.Telemetry.Counting;

/// <summary>
/// Token counts as they are reported, overlaps and all. OpenTelemetry's input and output include what the other counts
/// single out; Anthropic's own input does not include the cache. Null is not reported. Whoever sends them, and however
/// they are named, they are gathered here and split by <see cref="Split"/>.
/// </summary>
public struct ReportedUsage
{
    private const int Fields = (int)UsageField.WebSearches + 1;

    // One more than what was reported, so that nothing reported is the default.
    private Counts _counts;
    private Ranks _ranks;

    public long? Input { readonly get => this[UsageField.Input]; init => Set(UsageField.Input, value); }

    public long? Output { readonly get => this[UsageField.Output]; init => Set(UsageField.Output, value); }

    /// <summary>Input and output together, where the sender adds them up.</summary>
    public long? Total { readonly get => this[UsageField.Total]; init => Set(UsageField.Total, value); }

    public long? CacheRead { readonly get => this[UsageField.CacheRead]; init => Set(UsageField.CacheRead, value); }

    /// <summary>Of either life, or of the short one where the long one is reported beside it.</summary>
    public long? CacheWrite { readonly get => this[UsageField.CacheWrite]; init => Set(UsageField.CacheWrite, value); }

    public long? CacheWrite1h
    {
        readonly get => this[UsageField.CacheWrite1h];
        init => Set(UsageField.CacheWrite1h, value);
    }

    public long? Reasoning { readonly get => this[UsageField.Reasoning]; init => Set(UsageField.Reasoning, value); }

    public long? AudioInput { readonly get => this[UsageField.AudioInput]; init => Set(UsageField.AudioInput, value); }

    public long? AudioOutput
    {
        readonly get => this[UsageField.AudioOutput];
        init => Set(UsageField.AudioOutput, value);
    }

    public long? ImageInput { readonly get => this[UsageField.ImageInput]; init => Set(UsageField.ImageInput, value); }

    public long? ImageOutput
    {
        readonly get => this[UsageField.ImageOutput];
        init => Set(UsageField.ImageOutput, value);
    }

    /// <summary>Images by the piece: they are no tokens, and in no total.</summary>
    public long? InputImages
    {
        readonly get => this[UsageField.InputImages];
        init => Set(UsageField.InputImages, value);
    }

    public long? OutputImages
    {
        readonly get => this[UsageField.OutputImages];
        init => Set(UsageField.OutputImages, value);
    }

    /// <summary>Searches of the web, which have a price of their own.</summary>
    public long? WebSearches
    {
        readonly get => this[UsageField.WebSearches];
        init => Set(UsageField.WebSearches, value);
    }

    /// <summary>What the spelling of the names tells of their sender.</summary>
    internal UsageTraits Traits { get; private set; }

    /// <summary>Whether nothing of it is known.</summary>
    public readonly bool IsEmpty => Highest == 0;

    /// <summary>Whether all that is known is zero.</summary>
    public readonly bool IsZero => Highest <= 1;

    private readonly long Highest
    {
        get
        {
            var highest = 0L;
            foreach (var count in _counts)
            {
                highest = Math.Max(highest, count);
            }

            return highest;
        }
    }

    internal readonly long? this[UsageField field] => _counts[(int)field] is > 0 and var count ? count - 1 : null;

    /// <summary>
    /// The counts in buckets that share no token. Counts that contradict each other, or a total that none of the known
    /// ways of counting explains, are said so.
    /// </summary>
    public readonly TokenUsage Split(in UsageSender sender) => UsageSplit.Of(this, sender);

    /// <summary>
    /// A later report of the same answer, as streams send them: what it leaves out or sets back to zero is kept, for a
    /// count never falls while an answer is written.
    /// </summary>
    public readonly ReportedUsage Then(in ReportedUsage later)
    {
        var merged = later;
        for (var field = UsageField.Input; field <= UsageField.WebSearches; field++)
        {
            if (later[field] is null or 0 && this[field] is { } before && field != UsageField.Total)
            {
                merged.Set(field, before);
            }
        }

        // An old total says nothing about a newer count.
        if (later.Total is null or 0)
        {
            var unchanged = merged.Input == Input && merged.Output == Output;
            merged._counts[(int)UsageField.Total] = unchanged ? _counts[(int)UsageField.Total] : 0;
        }

        merged.Traits |= Traits;
        return merged;
    }

    /// <summary>Whether nothing of an earlier report of the same answer is needed beside this one.</summary>
    public readonly bool Covers(in ReportedUsage earlier)
    {
        for (var field = UsageField.Input; field <= UsageField.WebSearches; field++)
        {
            if (earlier[field] > 0 && this[field] is null or 0)
            {
                return false;
            }
        }

        return (earlier.Traits & ~Traits) == 0;
    }

    /// <summary>Notes a count. Of several for one thing the plainer name holds, but zero hides no number.</summary>
    public void Add(UsageName name, long count)
    {
        var place = (int)name.Field;
        if (name.Field == UsageField.None)
        {
            return;
        }

        Traits |= name.Traits;
        if (name.Field is UsageField.OtherInput or UsageField.OtherOutput)
        {
            _counts[place] = Math.Max(1, _counts[place]) + count;
            return;
        }

        var known = _counts[place] - 1;
        var holds = known < 0
            || (known == 0 && count > 0)
            || (count > 0 && name.Rank < _ranks[place])
            || (count > known && name.Rank == _ranks[place]);
        if (holds)
        {
            _counts[place] = count + 1;
            _ranks[place] = name.Rank;
        }
    }

    /// <summary>
    /// Takes what only the other says, where both are about the same call: where they agree on input and output.
    /// </summary>
    public void Complete(in ReportedUsage other)
    {
        if (Disagree(Input, other.Input) || Disagree(Output, other.Output))
        {
            return;
        }

        for (var field = UsageField.Input; field <= UsageField.WebSearches; field++)
        {
            if (this[field] is null)
            {
                Set(field, other[field]);
            }
        }
    }

    /// <summary>
    /// Takes the parts that only the other says: the provider's own counts, where these are what a client made of them.
    /// Its input tells what of them was not cached, if it counts the cache beside it.
    /// </summary>
    public void CompleteParts(in ReportedUsage other)
    {
        for (var field = UsageField.Total; field <= UsageField.WebSearches; field++)
        {
            if (this[field] is null)
            {
                Set(field, other[field]);
            }
        }

        if (this[UsageField.Uncached] is null && other.Traits.HasFlag(UsageTraits.CacheBeside))
        {
            Set(UsageField.Uncached, other.Input);
        }
    }

    /// <summary>These counts of a sender whose input is known to leave the cache out.</summary>
    public readonly ReportedUsage WithoutCache()
    {
        var usage = this;
        usage.Set(UsageField.Uncached, Input);
        return usage;
    }

    internal void Set(UsageField field, long? count) => _counts[(int)field] = count + 1 ?? 0;

    private static bool Disagree(long? one, long? other) => one is not null && other is not null && one != other;

    [InlineArray(Fields)]
    private struct Counts
    {
        private long _first;
    }

    [InlineArray(Fields)]
    private struct Ranks
    {
        private byte _first;
    }
}

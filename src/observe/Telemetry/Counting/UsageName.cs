using System.Collections.Concurrent;

namespace Dashboard.Telemetry.Counting;

/// <summary>
/// What a count's name means. Senders spell the same thing in many ways (<c>cache_read.input_tokens</c>,
/// <c>cached_tokens</c>, <c>inputTokenDetails.cacheReadTokens</c>), so a name is read by its words and not from a list.
/// </summary>
/// <param name="Field">What is counted.</param>
/// <param name="Rank">Of several names for one thing the lowest holds: the plainer the better.</param>
/// <param name="Traits">What the spelling tells about the sender.</param>
public readonly record struct UsageName(UsageField Field, byte Rank, UsageTraits Traits)
{
    private const int MostKept = 4096;
    private const byte Guessed = 16;

    // The same few names come with every span. Names are the sender's, so their number has an end.
    private static readonly ConcurrentDictionary<string, UsageName> s_kept = new(StringComparer.Ordinal);

    /// <summary>The meaning of an attribute's key behind the prefix that says that it is about usage.</summary>
    public static UsageName OfKey(string key, int prefix)
    {
        if (s_kept.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = Of(key.AsSpan(prefix));
        if (s_kept.Count < MostKept)
        {
            s_kept.TryAdd(key, name);
        }

        return name;
    }

    /// <summary>The meaning of a name, or of the names down to a member of nested objects, joined by dots.</summary>
    public static UsageName Of(ReadOnlySpan<char> path)
    {
        if (WebSearchName.Is(path))
        {
            return new UsageName(UsageField.WebSearches, (byte)path.Count('.'), UsageTraits.None);
        }

        var words = UsageWords.Of(path);
        var field = Meaning(words);
        if (field == UsageField.None)
        {
            return default;
        }

        var rank = 2 + path.Count('.') + (Has(words, UsageWord.Detail) ? 1 : 0) - (Has(words, UsageWord.Billed) ? 2 : 0)
            + (words == UsageWord.Token || Has(words, UsageWord.Unknown) ? Guessed : 0);
        return new UsageName(field, (byte)Math.Min(rank, byte.MaxValue), TraitsOf(path, words, field));
    }

    private static UsageField Meaning(UsageWord words) => words switch
    {
        _ when Has(words, UsageWord.Stop) => UsageField.None,
        _ when Has(words, UsageWord.Miss) || (Has(words, UsageWord.No) && Has(words, UsageWord.Cache)) =>
            UsageField.Uncached,
        _ when Has(words, UsageWord.Cache) => Cache(words),
        _ when Has(words, UsageWord.AnyReasoning) =>
            Has(words, UsageWord.AnyInput) ? UsageField.None : UsageField.Reasoning,
        _ when Has(words, UsageWord.Tool) => Has(words, UsageWord.AnyOutput | UsageWord.AnyKind)
            ? UsageField.None
            : UsageField.ToolInput,
        _ when Has(words, UsageWord.AnyKind) => Kind(words),
        _ => Side(words),
    };

    private static UsageField Cache(UsageWord words) => words switch
    {
        _ when Has(words, UsageWord.Hour) => UsageField.CacheWrite1h,
        _ when Has(words, UsageWord.Minutes) => UsageField.CacheWrite5m,
        _ when Has(words, UsageWord.Write) =>
            Has(words, UsageWord.AnyKind) ? UsageField.None : UsageField.CacheWrite,
        _ when Has(words, UsageWord.AnyOutput) => UsageField.None,
        _ when Has(words, UsageWord.Audio) => UsageField.AudioCached,
        _ when Has(words, UsageWord.Image | UsageWord.Images) => UsageField.ImageCached,
        _ when Has(words, UsageWord.Text) => UsageField.TextCached,
        _ when Has(words, UsageWord.Other) => UsageField.None,
        _ => UsageField.CacheRead,
    };

    private static UsageField Kind(UsageWord words)
    {
        var (input, output) = (Has(words, UsageWord.AnyInput), Has(words, UsageWord.AnyOutput));
        if (Has(words, UsageWord.Images) && !Has(words, UsageWord.Token))
        {
            return input ? UsageField.InputImages : UsageField.OutputImages;
        }

        return (input, output) switch
        {
            (true, false) => words switch
            {
                _ when Has(words, UsageWord.Audio) => UsageField.AudioInput,
                _ when Has(words, UsageWord.Image | UsageWord.Images) => UsageField.ImageInput,
                _ when Has(words, UsageWord.Text) => UsageField.TextInput,
                _ => UsageField.OtherInput,
            },
            (false, true) => words switch
            {
                _ when Has(words, UsageWord.Audio) => UsageField.AudioOutput,
                _ when Has(words, UsageWord.Image | UsageWord.Images) => UsageField.ImageOutput,
                _ when Has(words, UsageWord.Text) => UsageField.TextOutput,
                _ => UsageField.OtherOutput,
            },
            _ => UsageField.None,
        };
    }

    private static UsageField Side(UsageWord words)
    {
        var (input, output) = (Has(words, UsageWord.AnyInput), Has(words, UsageWord.AnyOutput));
        if (input && output)
        {
            return UsageField.None;
        }

        if (Has(words, UsageWord.Unknown))
        {
            return input ? UsageField.OtherInput : output ? UsageField.OtherOutput : UsageField.None;
        }

        // A lone "tokens" is what embeddings say.
        return input || words == UsageWord.Token ? UsageField.Input
            : output || Has(words, UsageWord.Eval) ? UsageField.Output
            : Has(words, UsageWord.Total) ? UsageField.Total
            : UsageField.None;
    }

    private static UsageTraits TraitsOf(ReadOnlySpan<char> path, UsageWord words, UsageField field)
    {
        var traits = UsageTraits.None;
        if (Has(words, UsageWord.Candidates | UsageWord.Thoughts)
            || (Has(words, UsageWord.Prompt) && Has(words, UsageWord.Token) && Has(words, UsageWord.Count)))
        {
            traits |= UsageTraits.Gemini;
        }

        if (field is UsageField.Input or UsageField.Output)
        {
            traits |= Has(words, UsageWord.Prompt | UsageWord.Completion) ? UsageTraits.Prompt : UsageTraits.None;
            traits |= path is "input" or "output" ? UsageTraits.Bare : UsageTraits.None;
        }
        else if (Has(words, UsageWord.Detail))
        {
            traits |= UsageTraits.Nested;
        }
        else if (path.StartsWith("input_", StringComparison.Ordinal)
            || path.StartsWith("output_", StringComparison.Ordinal))
        {
            traits |= UsageTraits.SidePart;
        }
        else if (Has(words, UsageWord.Input) && field is UsageField.CacheRead or UsageField.CacheWrite
            && !path.StartsWith("cached", StringComparison.Ordinal))
        {
            traits |= UsageTraits.CacheBeside;
        }

        return traits;
    }

    private static bool Has(UsageWord words, UsageWord any) => (words & any) != 0;
}

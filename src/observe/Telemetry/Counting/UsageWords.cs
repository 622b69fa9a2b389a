namespace Dashboard.Telemetry.Counting;

/// <summary>
/// Takes a name such as <c>prompt_tokens_details.cached_tokens</c> or <c>cacheReadInputTokens</c> apart into words.
/// </summary>
internal static class UsageWords
{
    private const int LongestWord = 16;

    /// <summary>All words of the name together; how it is written makes no difference.</summary>
    public static UsageWord Of(ReadOnlySpan<char> name)
    {
        Span<char> word = stackalloc char[LongestWord];
        var (length, found) = (0, UsageWord.None);
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i];
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                found |= Take(word, ref length);
                continue;
            }

            if (length > 0 && Begins(name, i))
            {
                found |= Take(word, ref length);
            }

            if (length < LongestWord)
            {
                word[length] = char.ToLowerInvariant(letter);
            }

            length++;
        }

        return found | Take(word, ref length);
    }

    /// <summary><c>cache|Read</c>, <c>cache|1h</c>, <c>1H|Input</c>.</summary>
    private static bool Begins(ReadOnlySpan<char> name, int i)
    {
        var (before, letter) = (name[i - 1], name[i]);
        return char.IsAsciiDigit(letter)
            ? char.IsAsciiLetter(before)
            : char.IsAsciiLetterUpper(letter)
                && (char.IsAsciiLetterLower(before)
                    || (char.IsAsciiLetterUpper(before)
                        && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
    }

    private static UsageWord Take(Span<char> word, ref int length)
    {
        var taken = length == 0 ? UsageWord.None
            : length > LongestWord ? UsageWord.Unknown
            : Meaning(word[..length]);
        length = 0;
        return taken;
    }

    private static UsageWord Meaning(ReadOnlySpan<char> word) => word switch
    {
        "token" or "tokens" => UsageWord.Token,
        "count" or "counts" => UsageWord.Count,
        "usage" or "metadata" or "use" or "units" or "modality" or "read" or "reads" or "hit" or "hits"
            or "content" or "invocation" or "metrics" => UsageWord.None,
        "total" or "totals" => UsageWord.Total,
        "detail" or "details" or "breakdown" => UsageWord.Detail,
        "input" or "in" or "request" => UsageWord.Input,
        "prompt" => UsageWord.Prompt,
        "output" or "out" or "response" or "generated" or "generation" => UsageWord.Output,
        "completion" or "completions" => UsageWord.Completion,
        "candidate" or "candidates" => UsageWord.Candidates,
        "eval" => UsageWord.Eval,
        "cache" or "cached" or "caching" => UsageWord.Cache,
        "ephemeral" => UsageWord.Cache | UsageWord.Write,
        "write" or "writes" or "written" or "create" or "created" or "creation" => UsageWord.Write,
        "uncached" or "miss" or "misses" => UsageWord.Miss,
        "no" or "non" or "not" => UsageWord.No,
        "1h" or "1hr" or "1hour" or "60m" or "3600s" => UsageWord.Hour,
        "5m" or "5min" or "300s" => UsageWord.Minutes,
        "reasoning" or "thinking" => UsageWord.Reasoning,
        "thought" or "thoughts" => UsageWord.Thoughts,
        "audio" => UsageWord.Audio,
        "image" => UsageWord.Image,
        "images" => UsageWord.Images,
        "text" => UsageWord.Text,
        "video" or "document" => UsageWord.Other,
        "tool" or "tools" => UsageWord.Tool,
        "billed" => UsageWord.Billed,
        "cost" or "costs" or "price" or "prices" or "usd" or "dollars" or "requests" or "calls"
            or "queries" or "search" or "searches" or "web" or "server" or "fetch" or "sources" or "citation"
            or "seconds" or "second" or "duration" or "time" or "times" or "ms" or "latency" or "characters" or "chars"
            or "per" or "rate" or "ratio" or "percent" or "limit" or "limits" or "max" or "min" or "remaining"
            or "budget" or "window" or "context" or "priority" or "flex" or "batch" or "tier" or "prediction"
            or "accepted" or "rejected" or "compaction" or "advisor" or "iteration" or "iterations" or "pixels" or "saved"
            or "savings" => UsageWord.Stop,
        _ => UsageWord.Unknown,
    };
}

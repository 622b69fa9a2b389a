namespace Dashboard.Events;

/// <summary>
/// The tokens of one call in disjoint buckets: no token is in two of them, so that each can carry its own price.
/// Whether the numbers are known at all is said by the nullability of the whole, not by zeros.
/// </summary>
public readonly record struct TokenCounts
{
    /// <summary>Prompt tokens that were neither read from nor written to a cache, without audio and images.</summary>
    public long InputUncached { get; init; }

    /// <summary>Prompt tokens served from the provider's prompt cache.</summary>
    public long CacheRead { get; init; }

    /// <summary>Prompt tokens that carry audio and were served from the cache; in no other bucket.</summary>
    public long CacheReadAudio { get; init; }

    /// <summary>Prompt tokens written to the cache for its short life (five minutes at Anthropic; the only kind elsewhere).</summary>
    public long CacheWrite { get; init; }

    /// <summary>Prompt tokens written to the cache for an hour.</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>Prompt tokens that carry audio.</summary>
    public long AudioInput { get; init; }

    /// <summary>Prompt tokens that carry images.</summary>
    public long ImageInput { get; init; }

    /// <summary>Completion tokens that are neither reasoning nor audio nor images.</summary>
    public long OutputText { get; init; }

    /// <summary>Completion tokens spent on reasoning.</summary>
    public long Reasoning { get; init; }

    /// <summary>Completion tokens that carry audio.</summary>
    public long AudioOutput { get; init; }

    /// <summary>Completion tokens that carry images.</summary>
    public long ImageOutput { get; init; }

    /// <summary>
    /// Images in the prompt: pieces, no tokens. What they weigh in tokens is in <see cref="ImageInput"/>, where that is known.
    /// </summary>
    public long InputImages { get; init; }

    /// <summary>Images in the answer: pieces, no tokens.</summary>
    public long OutputImages { get; init; }

    /// <summary>Searches of the web that the provider made for the answer: pieces, no tokens.</summary>
    public long WebSearches { get; init; }

    /// <summary>All prompt tokens, as OpenTelemetry counts <c>gen_ai.usage.input_tokens</c>: cached ones included.</summary>
    public long Input => checked(
        InputUncached + CacheRead + CacheReadAudio + CacheWrite + CacheWrite1h + AudioInput + ImageInput);

    /// <summary>All completion tokens, reasoning included.</summary>
    public long Output => checked(OutputText + Reasoning + AudioOutput + ImageOutput);
}

namespace Dashboard.Telemetry.Counting;

/// <summary>What the spelling of a name tells about who counted, and so about what is counted within what.</summary>
[Flags]
public enum UsageTraits : byte
{
    None = 0,

    /// <summary><c>prompt_tokens</c>, <c>completion_tokens</c>: OpenAI's chat, whose counts hold their details.</summary>
    Prompt = 1,

    /// <summary><c>candidatesTokenCount</c>, <c>thoughtsTokenCount</c>: Gemini's, which keeps thoughts apart.</summary>
    Gemini = 2,

    /// <summary><c>cache_read_input_tokens</c> beside <c>input_tokens</c>: Anthropic and Bedrock Converse.</summary>
    CacheBeside = 4,

    /// <summary><c>input</c>, <c>output</c>: Langfuse's own buckets, which share no token.</summary>
    Bare = 8,

    /// <summary><c>input_cached_tokens</c>: a part named by its side, as Langfuse's wrappers flatten details.</summary>
    SidePart = 16,

    /// <summary>A part within an object of details, which is part of what it details.</summary>
    Nested = 32,
}

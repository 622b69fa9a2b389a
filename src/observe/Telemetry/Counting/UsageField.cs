namespace Dashboard.Telemetry.Counting;

/// <summary>What a count that somebody reports is a count of. Those of a part also stand in input or output.</summary>
public enum UsageField : byte
{
    None,
    Input,
    Output,

    /// <summary>Input and output together, where the sender adds them up.</summary>
    Total,

    /// <summary>Prompt tokens outside the cache, where they are said by themselves.</summary>
    Uncached,
    CacheRead,

    /// <summary>Written to the cache, of any life; the two below say how much of it lives how long.</summary>
    CacheWrite,
    CacheWrite5m,
    CacheWrite1h,
    Reasoning,
    TextInput,
    TextOutput,
    TextCached,
    AudioInput,
    AudioOutput,
    AudioCached,
    ImageInput,
    ImageOutput,
    ImageCached,

    /// <summary>What tools gave back to the model: prompt tokens that Gemini counts beside the prompt.</summary>
    ToolInput,

    /// <summary>Prompt tokens of a kind without a bucket: video, documents, names of the sender's own.</summary>
    OtherInput,
    OtherOutput,

    /// <summary>Images by the piece: no tokens, and in no total.</summary>
    InputImages,
    OutputImages,

    /// <summary>Searches of the web that the provider made: no tokens, and in no total.</summary>
    WebSearches,
}

namespace Dashboard.Pricing;

/// <summary>The disjoint kinds of tokens, and the images, searches and requests, that can carry their own price.</summary>
public enum TokenBucket
{
    Input,
    CacheRead,
    CacheWrite,
    CacheWrite1h,
    Output,
    Reasoning,
    AudioInput,
    AudioOutput,
    ImageInput,
    ImageOutput,
    InputImages,
    OutputImages,
    CacheReadAudio,
    WebSearches,
    Requests,
}

namespace Dashboard.Events;

/// <summary>
/// Prices in US dollars per million tokens (of images also by the piece), one for each bucket of
/// <see cref="TokenCounts"/>. Null is "not listed",
/// which is
/// not the same as zero.
/// </summary>
public sealed record TokenRates
{
    /// <summary>Prompt tokens outside any cache.</summary>
    public decimal? Input { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Prompt tokens that carry audio, read from the cache.</summary>
    public decimal? CacheReadAudio { get; init; }

    /// <summary>Prompt tokens written to the cache for its short life (five minutes at Anthropic).</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Prompt tokens written to the cache for an hour.</summary>
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Completion tokens.</summary>
    public decimal? Output { get; init; }

    /// <summary>Completion tokens spent on reasoning, where they cost something else than other output.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Prompt tokens that carry audio.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Completion tokens that carry audio.</summary>
    public decimal? AudioOutput { get; init; }

    /// <summary>Prompt tokens that carry images.</summary>
    public decimal? ImageInput { get; init; }

    /// <summary>Completion tokens that carry images.</summary>
    public decimal? ImageOutput { get; init; }

    /// <summary>US dollars for one image in the prompt, where images are priced by the piece.</summary>
    public decimal? PerInputImage { get; init; }

    /// <summary>US dollars for one image in the answer, where images are priced by the piece.</summary>
    public decimal? PerOutputImage { get; init; }

    /// <summary>US dollars for a thousand searches of the web.</summary>
    public decimal? PerThousandWebSearches { get; init; }

    /// <summary>US dollars for a thousand requests, where each has a price beside that of its tokens.</summary>
    public decimal? PerThousandRequests { get; init; }

    /// <summary>These prices, with those of <paramref name="below"/> where nothing is listed here.</summary>
    public TokenRates Over(TokenRates below) => new()
    {
        Input = Input ?? below.Input,
        CacheRead = CacheRead ?? below.CacheRead,
        CacheReadAudio = CacheReadAudio ?? below.CacheReadAudio,
        CacheWrite = CacheWrite ?? below.CacheWrite,
        CacheWrite1h = CacheWrite1h ?? below.CacheWrite1h,
        Output = Output ?? below.Output,
        Reasoning = Reasoning ?? below.Reasoning,
        AudioInput = AudioInput ?? below.AudioInput,
        AudioOutput = AudioOutput ?? below.AudioOutput,
        ImageInput = ImageInput ?? below.ImageInput,
        ImageOutput = ImageOutput ?? below.ImageOutput,
        PerInputImage = PerInputImage ?? below.PerInputImage,
        PerOutputImage = PerOutputImage ?? below.PerOutputImage,
        PerThousandWebSearches = PerThousandWebSearches ?? below.PerThousandWebSearches,
        PerThousandRequests = PerThousandRequests ?? below.PerThousandRequests,
    };
}

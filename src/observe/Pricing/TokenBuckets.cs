using Dashboard.Events;

namespace Dashboard.Pricing;

/// <summary>The one place that knows how a bucket is called, counted and priced.</summary>
public static class TokenBuckets
{
    /// <summary>Every bucket, in the order of the columns that keep their prices.</summary>
    public static IReadOnlyList<TokenBucket> All { get; } = Enum.GetValues<TokenBucket>();

    /// <summary>The name in files and in the public interface: <c>cache_write_1h</c>.</summary>
    public static string Name(this TokenBucket bucket) => bucket switch
    {
        TokenBucket.Input => "input",
        TokenBucket.CacheRead => "cache_read",
        TokenBucket.CacheWrite => "cache_write",
        TokenBucket.CacheWrite1h => "cache_write_1h",
        TokenBucket.Output => "output",
        TokenBucket.Reasoning => "reasoning",
        TokenBucket.AudioInput => "audio_input",
        TokenBucket.AudioOutput => "audio_output",
        TokenBucket.ImageInput => "image_input",
        TokenBucket.ImageOutput => "image_output",
        TokenBucket.InputImages => "input_images",
        TokenBucket.OutputImages => "output_images",
        TokenBucket.CacheReadAudio => "cache_read_audio",
        TokenBucket.WebSearches => "web_searches",
        TokenBucket.Requests => "requests",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>Whether the bucket holds images, priced by the piece, and no tokens.</summary>
    public static bool IsPerImage(this TokenBucket bucket) =>
        bucket is TokenBucket.InputImages or TokenBucket.OutputImages;

    /// <summary>Whether the bucket is a fee for something that the provider did, priced by the thousand.</summary>
    public static bool IsFee(this TokenBucket bucket) =>
        bucket is TokenBucket.WebSearches or TokenBucket.Requests;

    /// <summary>How many tokens, images, searches or requests a price of the bucket is for.</summary>
    public static decimal Unit(this TokenBucket bucket) =>
        bucket.IsPerImage() ? 1 : bucket.IsFee() ? CostCalculation.FeesPerPrice : CostCalculation.TokensPerPrice;

    /// <summary>What a price of the bucket is called in files and in the public interface.</summary>
    /// <param name="bucket">Which tokens or images.</param>
    /// <param name="suffix">What says "a million tokens" there: <c>_per_million</c>, or nothing.</param>
    public static string PriceField(this TokenBucket bucket, string suffix) => bucket switch
    {
        TokenBucket.InputImages => "per_input_image",
        TokenBucket.OutputImages => "per_output_image",
        TokenBucket.WebSearches => "per_thousand_web_searches",
        TokenBucket.Requests => "per_thousand_requests",
        _ => bucket.Name() + suffix,
    };

    /// <summary>The columns that keep the prices of all buckets, in their order.</summary>
    internal static string PriceColumns { get; } = string.Join(", ", All.Select(bucket => bucket.PriceField("")));

    /// <summary>How many tokens or images of a call are in the bucket.</summary>
    public static long In(this TokenBucket bucket, in TokenCounts tokens) => bucket switch
    {
        TokenBucket.Input => tokens.InputUncached,
        TokenBucket.CacheRead => tokens.CacheRead,
        TokenBucket.CacheWrite => tokens.CacheWrite,
        TokenBucket.CacheWrite1h => tokens.CacheWrite1h,
        TokenBucket.Output => tokens.OutputText,
        TokenBucket.Reasoning => tokens.Reasoning,
        TokenBucket.AudioInput => tokens.AudioInput,
        TokenBucket.AudioOutput => tokens.AudioOutput,
        TokenBucket.ImageInput => tokens.ImageInput,
        TokenBucket.ImageOutput => tokens.ImageOutput,
        TokenBucket.InputImages => tokens.InputImages,
        TokenBucket.OutputImages => tokens.OutputImages,
        TokenBucket.CacheReadAudio => tokens.CacheReadAudio,
        TokenBucket.WebSearches => tokens.WebSearches,
        // One a call, counted where a request has a price: CostCalculation.
        TokenBucket.Requests => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>The price as it is listed, without falling back on another bucket.</summary>
    public static decimal? Listed(this TokenBucket bucket, TokenRates rates) => bucket switch
    {
        TokenBucket.Input => rates.Input,
        TokenBucket.CacheRead => rates.CacheRead,
        TokenBucket.CacheWrite => rates.CacheWrite,
        TokenBucket.CacheWrite1h => rates.CacheWrite1h,
        TokenBucket.Output => rates.Output,
        TokenBucket.Reasoning => rates.Reasoning,
        TokenBucket.AudioInput => rates.AudioInput,
        TokenBucket.AudioOutput => rates.AudioOutput,
        TokenBucket.ImageInput => rates.ImageInput,
        TokenBucket.ImageOutput => rates.ImageOutput,
        TokenBucket.InputImages => rates.PerInputImage,
        TokenBucket.OutputImages => rates.PerOutputImage,
        TokenBucket.CacheReadAudio => rates.CacheReadAudio,
        TokenBucket.WebSearches => rates.PerThousandWebSearches,
        TokenBucket.Requests => rates.PerThousandRequests,
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>
    /// The price that a token of the bucket has. Where none is listed, the provider is taken to make no difference:
    /// cache reads, cache writes, audio and images in cost as much as other input, an hour's cache write as much as a
    /// short one, and
    /// reasoning, audio and images out as much as other output; cached audio costs as much as other cached input.
    /// Providers that give a discount list it, so that a cache
    /// read without
    /// a price of its own is billed in full there too. Null where even input or output has no price, and for a search
    /// without one: that is never guessed.
    /// </summary>
    public static decimal? Price(this TokenBucket bucket, TokenRates rates) => bucket.Listed(rates) ?? bucket switch
    {
        TokenBucket.CacheWrite1h => rates.CacheWrite ?? rates.Input,
        TokenBucket.CacheReadAudio => rates.CacheRead ?? rates.Input,
        TokenBucket.CacheRead or TokenBucket.CacheWrite or TokenBucket.AudioInput or TokenBucket.ImageInput =>
            rates.Input,
        TokenBucket.Reasoning or TokenBucket.AudioOutput or TokenBucket.ImageOutput => rates.Output,
        _ => null,
    };

    /// <summary>Makes rates from a price for each bucket.</summary>
    public static TokenRates Rates(Func<TokenBucket, decimal?> price) => new()
    {
        Input = price(TokenBucket.Input),
        CacheRead = price(TokenBucket.CacheRead),
        CacheWrite = price(TokenBucket.CacheWrite),
        CacheWrite1h = price(TokenBucket.CacheWrite1h),
        Output = price(TokenBucket.Output),
        Reasoning = price(TokenBucket.Reasoning),
        AudioInput = price(TokenBucket.AudioInput),
        AudioOutput = price(TokenBucket.AudioOutput),
        ImageInput = price(TokenBucket.ImageInput),
        ImageOutput = price(TokenBucket.ImageOutput),
        PerInputImage = price(TokenBucket.InputImages),
        PerOutputImage = price(TokenBucket.OutputImages),
        CacheReadAudio = price(TokenBucket.CacheReadAudio),
        PerThousandWebSearches = price(TokenBucket.WebSearches),
        PerThousandRequests = price(TokenBucket.Requests),
    };
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Pricing;

/// <summary>The one place that knows how a bucket is called, counted and priced.</summary>
public static class TokenBuckets
{
    /// <summary>Every bucket, prompt first.</summary>
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
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>How many tokens of a call are in the bucket.</summary>
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
        _ => throw new ArgumentOutOfRangeException(nameof(bucket)),
    };

    /// <summary>
    /// The price that a token of the bucket has. Where none is listed, the provider is taken to make no difference:
    /// cache reads, cache writes and audio in cost as much as other input, an hour's cache write as much as a short
    /// one, and
    /// reasoning and audio out as much as other output. Providers that give a discount list it, so that a cache read
    /// without
    /// a price of its own is billed in full there too. Null where even input or output has no price: that is never
    /// guessed.
    /// </summary>
    public static decimal? Price(this TokenBucket bucket, TokenRates rates) => bucket.Listed(rates) ?? bucket switch
    {
        TokenBucket.CacheWrite1h => rates.CacheWrite ?? rates.Input,
        TokenBucket.CacheRead or TokenBucket.CacheWrite or TokenBucket.AudioInput => rates.Input,
        TokenBucket.Reasoning or TokenBucket.AudioOutput => rates.Output,
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
    };
}

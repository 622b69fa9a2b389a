using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// The name of a price per token or image in LiteLLM's list, taken apart:
/// <c>cache_creation_input_token_cost_above_1hr_above_200k_tokens_priority</c> is the price of an hour's cache write,
/// in
/// prompts over 200,000 tokens, in class <c>priority</c>.
/// </summary>
/// <param name="Bucket">Which tokens.</param>
/// <param name="AboveInputTokens">The threshold of a long-prompt tier.</param>
/// <param name="ServiceTier">The processing class.</param>
internal sealed partial record LiteLlmField(TokenBucket Bucket, long? AboveInputTokens, string? ServiceTier)
{
    /// <summary>Null for every other field.</summary>
    public static LiteLlmField? Parse(string name)
    {
        var match = Shape().Match(name);
        if (!match.Success || BucketOf(match.Groups["bucket"].Value, match.Groups["hour"].Success) is not { } bucket)
        {
            return null;
        }

        var above = match.Groups["above"];
        var service = match.Groups["service"];
        return new LiteLlmField(
            bucket,
            above.Success ? long.Parse(above.ValueSpan, CultureInfo.InvariantCulture) * 1000 : null,
            service.Success ? service.Value.Replace("batches", "batch", StringComparison.Ordinal) : null);
    }

    /// <summary>Whether the field holds money or what multiplies it, so that leaving it out must be said.</summary>
    public static bool IsMoney(string name) =>
        name.Contains("cost", StringComparison.Ordinal)
        || name.Contains("pricing", StringComparison.Ordinal)
        || name.Contains("uplift", StringComparison.Ordinal);

    private static TokenBucket? BucketOf(string name, bool forAnHour) => (name, forAnHour) switch
    {
        ("input_cost_per_token", false) => TokenBucket.Input,
        ("output_cost_per_token", false) => TokenBucket.Output,
        ("cache_read_input_token_cost", false) => TokenBucket.CacheRead,
        ("cache_read_input_audio_token_cost" or "cache_read_input_token_cost_per_audio_token", false) =>
            TokenBucket.CacheReadAudio,
        ("cache_creation_input_token_cost", false) => TokenBucket.CacheWrite,
        ("cache_creation_input_token_cost", true) => TokenBucket.CacheWrite1h,
        ("output_cost_per_reasoning_token", false) => TokenBucket.Reasoning,
        ("input_cost_per_audio_token", false) => TokenBucket.AudioInput,
        ("output_cost_per_audio_token", false) => TokenBucket.AudioOutput,
        ("input_cost_per_image_token", false) => TokenBucket.ImageInput,
        ("output_cost_per_image_token", false) => TokenBucket.ImageOutput,
        ("input_cost_per_image", false) => TokenBucket.InputImages,
        ("output_cost_per_image", false) => TokenBucket.OutputImages,
        _ => null,
    };

    [GeneratedRegex(
        @"^(?<bucket>[a-z_]+?)(?<hour>_above_1hr)?(_above_(?<above>\d{1,6})k_tokens)?"
        + @"(_(?<service>batches|flex|priority|ultrafast))?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

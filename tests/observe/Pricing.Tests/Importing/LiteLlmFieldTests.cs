using Dashboard.Pricing.Importing;
using Xunit;

namespace Dashboard.Pricing.Tests.Importing;

public sealed class LiteLlmFieldTests
{
    [Theory]
    [InlineData("input_cost_per_token", TokenBucket.Input, null, null)]
    [InlineData("output_cost_per_token_batches", TokenBucket.Output, null, "batch")]
    [InlineData("input_cost_per_token_above_128k_tokens", TokenBucket.Input, 128_000L, null)]
    [InlineData("cache_read_input_token_cost_above_272k_tokens_priority", TokenBucket.CacheRead, 272_000L, "priority")]
    [InlineData("cache_creation_input_token_cost", TokenBucket.CacheWrite, null, null)]
    [InlineData("cache_creation_input_token_cost_above_1hr", TokenBucket.CacheWrite1h, null, null)]
    [InlineData(
        "cache_creation_input_token_cost_above_1hr_above_200k_tokens", TokenBucket.CacheWrite1h, 200_000L, null)]
    [InlineData("output_cost_per_reasoning_token", TokenBucket.Reasoning, null, null)]
    [InlineData("input_cost_per_audio_token_priority", TokenBucket.AudioInput, null, "priority")]
    [InlineData("output_cost_per_audio_token", TokenBucket.AudioOutput, null, null)]
    [InlineData("input_cost_per_image_token", TokenBucket.ImageInput, null, null)]
    [InlineData("output_cost_per_image_token_batches", TokenBucket.ImageOutput, null, "batch")]
    [InlineData("input_cost_per_image_above_128k_tokens", TokenBucket.InputImages, 128_000L, null)]
    [InlineData("output_cost_per_image", TokenBucket.OutputImages, null, null)]
    [InlineData("cache_read_input_audio_token_cost", TokenBucket.CacheReadAudio, null, null)]
    public void Names_of_token_prices_are_taken_apart(
        string name, TokenBucket bucket, long? above, string? serviceTier) =>
        Assert.Equal(new LiteLlmField(bucket, above, serviceTier), LiteLlmField.Parse(name));

    [Theory]
    [InlineData("input_cost_per_second")]
    [InlineData("input_cost_per_pixel")]
    [InlineData("input_cost_per_token_above_1hr")]
    [InlineData("input_cost_per_video_per_second_above_15s_interval")]
    [InlineData("input_cost_per_token_at_night")]
    [InlineData("tiered_pricing")]
    [InlineData("regional_processing_uplift_multiplier_eu")]
    public void Everything_else_is_money_that_is_not_understood(string name)
    {
        Assert.Null(LiteLlmField.Parse(name));
        Assert.True(LiteLlmField.IsMoney(name));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("supports_prompt_caching")]
    public void What_is_not_money_is_not_missed(string name) => Assert.False(LiteLlmField.IsMoney(name));
}

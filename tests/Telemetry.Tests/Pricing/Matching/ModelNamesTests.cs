using Dashboard.Telemetry.Pricing.Matching;
using Xunit;

namespace Dashboard.Telemetry.Tests.Pricing.Matching;

public sealed class ModelNamesTests
{
    [Theory]
    [InlineData("GPT-4o-Mini ", "gpt-4o-mini|gpt-4o-mini-latest")]
    [InlineData("gpt-4o-mini-2024-07-18", "gpt-4o-mini-2024-07-18|gpt-4o-mini")]
    [InlineData("claude-3-5-sonnet-20241022", "claude-3-5-sonnet-20241022|claude-3-5-sonnet")]
    [InlineData("claude-3-5-sonnet@20241022", "claude-3-5-sonnet@20241022|claude-3-5-sonnet")]
    [InlineData("mistral-small-latest", "mistral-small-latest|mistral-small")]
    [InlineData("models/gemini-2.5-pro",
        "models/gemini-2.5-pro|gemini-2.5-pro|models/gemini-2.5-pro-latest|gemini-2.5-pro-latest")]
    [InlineData("openai/gpt-4o-2024-11-20", "openai/gpt-4o-2024-11-20|gpt-4o-2024-11-20|openai/gpt-4o|gpt-4o")]
    [InlineData("eu.anthropic.claude-haiku-4-5-20251001-v1:0",
        "eu.anthropic.claude-haiku-4-5-20251001-v1:0"
        + "|eu.anthropic.claude-haiku-4-5-20251001-v1|eu.anthropic.claude-haiku-4-5-20251001"
        + "|anthropic.claude-haiku-4-5-20251001-v1:0"
        + "|anthropic.claude-haiku-4-5-20251001-v1|anthropic.claude-haiku-4-5-20251001"
        + "|claude-haiku-4-5-20251001-v1:0|claude-haiku-4-5-20251001-v1|claude-haiku-4-5-20251001"
        + "|eu.anthropic.claude-haiku-4-5|anthropic.claude-haiku-4-5|claude-haiku-4-5")]
    public void Names_come_from_the_most_specific_to_the_least(string model, string expected) =>
        Assert.Equal(expected.Split('|'), ModelNames.FromMostSpecific(model));

    [Theory]
    [InlineData("openrouter/openai/gpt-4o", "gpt-4o")]
    [InlineData("bedrock/us-east-1/anthropic.claude-v2:1", "claude")]
    [InlineData("azure/eu/gpt-4o", "gpt-4o")]
    [InlineData("projects/p/locations/us-central1/publishers/google/models/gemini-2.5-flash", "gemini-2.5-flash")]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0", "nova-lite")]
    [InlineData("ft:gpt-4o-mini-2024-07-18:acme::abc123", "ft:gpt-4o-mini-2024-07-18")]
    public void Wrappings_are_taken_off(string model, string expected) =>
        Assert.Contains(expected, ModelNames.FromMostSpecific(model));

    [Theory]
    [InlineData("gpt-4o-mini", "gpt-4o")]
    [InlineData("ft:gpt-4o-mini-2024-07-18:acme::abc123", "gpt-4o-mini")]
    [InlineData("mistral-large-2411", "mistral-large")]
    [InlineData("gpt-4-0613", "gpt-4")]
    [InlineData("meta-llama/llama-3.3-70b:free", "meta-llama/llama-3.3-70b")]
    [InlineData("gemini-2.5-pro-preview-05-06", "gemini-2.5-pro")]
    [InlineData("model-99999999", "model")]
    [InlineData("model-2024-13-45", "model")]
    [InlineData("acme-corp/gpt-4o", "gpt-4o")]
    [InlineData("-latest", "")]
    public void What_may_be_another_model_is_never_taken_off(string model, string other) =>
        Assert.DoesNotContain(other, ModelNames.FromMostSpecific(model));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_has_no_names(string model) => Assert.Empty(ModelNames.FromMostSpecific(model));

    [Fact]
    public void A_name_beyond_the_limit_has_no_names() =>
        Assert.Empty(ModelNames.FromMostSpecific(new string('a', 201)));
}

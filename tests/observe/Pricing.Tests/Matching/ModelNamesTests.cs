using Dashboard.Pricing.Matching;
using Xunit;

namespace Dashboard.Pricing.Tests.Matching;

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
    [InlineData("gpt-4o-mini-2024-07-18.ft-5a1b", "ft:gpt-4o-mini-2024-07-18")]
    [InlineData("amer.anthropic.claude-sonnet-4-5-20250929-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0:200k", "anthropic.claude-sonnet-4-5-20250929-v1:0")]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0:48k", "claude-sonnet-4-5")]
    [InlineData("anthropic.claude-opus-4-6-v1", "claude-opus-4-6")]
    [InlineData("bedrock/converse/us.anthropic.claude-opus-4-6-v1", "us.anthropic.claude-opus-4-6-v1")]
    [InlineData("bedrock/invoke/us.anthropic.claude-opus-4-6-v1", "us.anthropic.claude-opus-4-6-v1")]
    [InlineData("converse/us.anthropic.claude-opus-4-6-v1", "us.anthropic.claude-opus-4-6-v1")]
    [InlineData("publishers/google/models/gemini-2.5-pro", "gemini-2.5-pro")]
    [InlineData("claude-opus-4-6@default", "claude-opus-4-6")]
    [InlineData("openai:gpt-4o", "gpt-4o")]
    [InlineData("google-gla:gemini-2.5-pro", "gemini-2.5-pro")]
    [InlineData("claude-sonnet-4-5[1m]", "claude-sonnet-4-5")]
    [InlineData("claude-sonnet-4-5-20250929[1m]", "claude-sonnet-4-5")]
    [InlineData("arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-x-v1:0",
        "us-gov-west-1/anthropic.claude-x-v1:0")]
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
    [InlineData("claude-sonnet-4.5", "claude-sonnet-4-5")]
    [InlineData("anthropic/claude-4.5-sonnet", "anthropic/claude-sonnet-4-5")]
    [InlineData("claude-3.5-sonnet", "claude-3-5-sonnet")]
    [InlineData("claude-sonnet-3.7", "claude-3-7-sonnet")]
    [InlineData("claude-sonnet-4-5@20250929", "claude-sonnet-4-5-20250929")]
    [InlineData("gpt-35-turbo-0125", "gpt-3.5-turbo-0125")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o-20240806")]
    [InlineData("gpt-5-6-luna", "gpt-5.6-luna")]
    [InlineData("gpt-4-1106-preview", "gpt-4-1106-preview")]
    [InlineData("gpt-4-0613", "gpt-4-0613")]
    public void Spellings_of_one_name_are_one(string one, string other) =>
        Assert.Equal(NameKey.Of(other), NameKey.Of(one));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_has_no_names(string model) => Assert.Empty(ModelNames.FromMostSpecific(model));

    [Fact]
    public void A_name_beyond_the_limit_has_no_names() =>
        Assert.Empty(ModelNames.FromMostSpecific(new string('a', 201)));
}

using CsCheck;
using Dashboard.Telemetry.Counting;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

public sealed class UsageNameTests
{
    /// <summary>What is met in the wild, by its words.</summary>
    private static readonly (UsageField Field, string[] Words)[] s_known =
    [
        .. Field(UsageField.Input, "input tokens", "prompt tokens", "input token count", "prompt token count", "prompt",
            "input", "prompt eval count", "total input tokens", "tokens in"),
        .. Field(UsageField.Output, "output tokens", "completion tokens", "candidates token count", "eval count",
            "generated token count", "generation token count", "output", "completion", "response token count"),
        .. Field(UsageField.Total, "total tokens", "total token count", "total"),
        .. Field(UsageField.Uncached, "prompt cache miss tokens", "no cache tokens", "uncached input tokens"),
        .. Field(UsageField.CacheRead, "cached tokens", "cache read tokens", "cache read input tokens",
            "input cached tokens", "input tokens cached", "cached input tokens", "prompt cache hit tokens",
            "cached content token count", "cached prompt tokens", "input cache read", "cache read",
            "cached content tokens", "cache read input token count"),
        .. Field(UsageField.CacheWrite, "cache creation input tokens", "cache write input tokens", "cache write tokens",
            "cache creation tokens", "input cache creation", "input tokens cache write", "cache write"),
        .. Field(UsageField.CacheWrite5m, "ephemeral 5m input tokens", "cache creation 5m", "input cache creation 5m",
            "cache write 5m tokens"),
        .. Field(UsageField.CacheWrite1h, "ephemeral 1h input tokens", "cache creation 1h", "input cache creation 1h",
            "cache write 1h tokens", "cache creation ephemeral 1h input tokens", "input ephemeral 1h input tokens"),
        .. Field(UsageField.Reasoning, "reasoning tokens", "reasoning output tokens", "output reasoning tokens",
            "thoughts token count", "thinking tokens", "output tokens reasoning", "thoughts tokens",
            "completion reasoning tokens", "reasoning"),
        .. Field(UsageField.AudioInput, "audio input tokens", "input audio tokens", "prompt audio tokens"),
        .. Field(UsageField.AudioOutput, "audio output tokens", "output audio tokens", "completion audio tokens"),
        .. Field(UsageField.AudioCached, "audio cache read input tokens", "cache audio read tokens"),
        .. Field(UsageField.ImageInput, "image input tokens", "input image tokens", "prompt image tokens"),
        .. Field(UsageField.ImageOutput, "image output tokens", "output image tokens", "output image"),
        .. Field(UsageField.ToolInput, "tool use prompt token count", "tool use prompt tokens", "tool tokens"),
        .. Field(UsageField.InputImages, "input images"),
        .. Field(UsageField.OutputImages, "output images", "images"),
        .. Field(UsageField.WebSearches, "web search requests", "server tool use web search requests", "web searches"),
        .. Field(UsageField.None, "cost", "total cost", "input cost", "web fetch requests", "requests", "max tokens",
            "accepted prediction tokens", "rejected prediction tokens", "compaction input tokens", "input priority",
            "input priority cache read", "server tool use web fetch requests", "tokens per second", "special tokens"),
    ];

    [Fact]
    public void A_name_means_the_same_however_its_words_are_joined()
    {
        var cases = Gen.Int[0, s_known.Length - 1].Select(at => s_known[at]);
        var joints = Gen.Int[0, 3].Array[8];
        string[] prefixes = ["", "usage.", "details.", "usage_metadata.", "Usage."];
        var outer = Gen.Int[0, prefixes.Length - 1].Select(at => prefixes[at]);
        Gen.Select(cases, joints, outer).Sample((known, how, prefix) =>
        {
            var name = prefix + Join(known.Words, how);
            Assert.True(known.Field == UsageName.Of(name).Field, $"{name} is {UsageName.Of(name).Field}");
        });
    }

    [Theory]
    [InlineData("prompt_tokens_details.cached_tokens", nameof(UsageField.CacheRead))]
    [InlineData("prompt_tokens_details.audio_tokens", nameof(UsageField.AudioInput))]
    [InlineData("completion_tokens_details.audio_tokens", nameof(UsageField.AudioOutput))]
    [InlineData("completion_tokens_details.image_tokens", nameof(UsageField.ImageOutput))]
    [InlineData("input_token_details.cached_tokens_details.audio_tokens", nameof(UsageField.AudioCached))]
    [InlineData("output_tokens_details.thinking_tokens", nameof(UsageField.Reasoning))]
    [InlineData("promptTokensDetails.AUDIO.tokenCount", nameof(UsageField.AudioInput))]
    [InlineData("candidatesTokensDetails.IMAGE.tokenCount", nameof(UsageField.ImageOutput))]
    [InlineData("cacheTokensDetails.TEXT.tokenCount", nameof(UsageField.TextCached))]
    [InlineData("toolUsePromptTokensDetails.TEXT.tokenCount", nameof(UsageField.None))]
    [InlineData("cacheDetails.1h.inputTokens", nameof(UsageField.CacheWrite1h))]
    [InlineData("cacheCreation1hInputTokens", nameof(UsageField.CacheWrite1h))]
    [InlineData("inputTokenDetails.cacheWriteTokens", nameof(UsageField.CacheWrite))]
    [InlineData("inputTokenDetails.noCacheTokens", nameof(UsageField.Uncached))]
    [InlineData("outputTokenDetails.textTokens", nameof(UsageField.TextOutput))]
    [InlineData("experimental.reasoning_tokens", nameof(UsageField.Reasoning))]
    [InlineData("tokens", nameof(UsageField.Input))]
    [InlineData("", nameof(UsageField.None))]
    [InlineData("...", nameof(UsageField.None))]
    public void A_name_within_others_is_about_what_they_are_about(string name, string field) =>
        Assert.Equal(field, UsageName.Of(name).Field.ToString());

    [Fact]
    public void Any_text_is_a_name_and_none_is_an_error() =>
        Gen.String.Sample(name => Assert.InRange((int)UsageName.Of(name).Field, 0, (int)UsageField.OutputImages));

    private static IEnumerable<(UsageField, string[])> Field(UsageField field, params string[] names) =>
        names.Select(name => (field, name.Split(' ')));

    /// <summary>With an underline, a dot, a hyphen, or as in JavaScript.</summary>
    private static string Join(string[] words, int[] how) => words
        .Select((word, at) => at == 0 ? word : how[at % how.Length] switch
        {
            0 => "_" + word,
            1 => "." + word,
            2 => "-" + word,
            _ => char.ToUpperInvariant(word[0]) + word[1..],
        })
        .Aggregate(string.Concat);
}

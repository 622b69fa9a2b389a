using Dashboard.Events;
using Dashboard.Telemetry.Counting;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

public sealed class LangfuseBucketTests
{
    private static readonly TokenCounts Truth =
        new() { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 };

    [Theory]
    [InlineData("""{"input":42,"output":17,"input_cached_tokens":16,"output_reasoning_tokens":4,"total":59}""")]
    [InlineData("""{"input":26,"output":13,"input_cached_tokens":16,"output_reasoning_tokens":4,"total":59}""")]
    [InlineData(
        """
        {"prompt_tokens":42,"completion_tokens":17,"total_tokens":59,
         "prompt_tokens_details":{"cached_tokens":16},"completion_tokens_details":{"reasoning_tokens":4}}
        """)]
    public void The_total_tells_whether_input_and_output_include_their_details(string details) =>
        Assert.Equal((Truth, UsageSource.Reported), Read(details));

    [Theory]
    [InlineData("""{"input":26,"output":13,"input_cached_tokens":16,"output_reasoning_tokens":4,"total":1000}""")]
    [InlineData("""{"input":26,"output":13,"input_cached_tokens":16,"output_reasoning_tokens":4}""")]
    public void Buckets_that_no_total_confirms_are_taken_as_disjoint_and_flagged(string details) =>
        Assert.Equal((Truth, UsageSource.Inconsistent), Read(details));

    [Fact]
    public void Input_and_output_alone_need_no_total() =>
        Assert.Equal(
            (new TokenCounts { InputUncached = 42, OutputText = 17 }, UsageSource.Reported),
            Read("""{"input":42,"output":17}"""));

    [Fact]
    public void Images_are_tokens_or_pieces() =>
        Assert.Equal(
            new TokenCounts { InputUncached = 42, ImageInput = 258, ImageOutput = 1290, OutputImages = 3 },
            UsageJson.Read("""{"input":42,"input_image_tokens":258,"output_image":1290,"images":3,"total":1590}""")
                .Split(default).Tokens);

    [Fact]
    public void Both_lives_of_a_cache_write_have_their_bucket() =>
        Assert.Equal(
            (new TokenCounts { InputUncached = 1, CacheRead = 2, CacheWrite = 3, CacheWrite1h = 4, OutputText = 5 },
            UsageSource.Reported),
            Read(
                """
                {"input":1,"cache_read_input_tokens":2,"input_cache_creation_5m":3,"input_cache_creation_1h":4,
                 "output":5,"total":15}
                """));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    [InlineData("""{"input":-1,"output":1e30}""")]
    [InlineData("""{"in\ud800put":1}""")]
    public void What_is_no_usage_is_not_reported(string? details) =>
        Assert.Equal((null, UsageSource.None), Read(details));

    private static (TokenCounts? Tokens, UsageSource Source) Read(string? details)
    {
        var usage = UsageJson.Read(details).Split(default);
        return (usage.Tokens, usage.Source);
    }
}

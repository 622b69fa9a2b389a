using CsCheck;
using Dashboard.Events;
using Dashboard.Ingest.Tests;
using Dashboard.Telemetry.Counting;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

public sealed class ReportedUsageTests
{
    private static readonly UsageSender OpenAi = new("openai");

    [Fact]
    public void Inclusive_counts_are_split_so_that_their_sums_stay()
    {
        var usage = new ReportedUsage { Input = 42, Output = 17, CacheRead = 16, Reasoning = 4 }.Split(OpenAi);
        Assert.Equal(new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 },
            usage.Tokens);
        Assert.Equal((42, 17, UsageSource.Reported),
            (usage.Tokens!.Value.Input, usage.Tokens.Value.Output, usage.Source));
    }

    [Fact]
    public void Images_have_their_buckets_and_pieces_are_no_tokens()
    {
        var usage = new ReportedUsage
        {
            Input = 300,
            Output = 1300,
            ImageInput = 258,
            ImageOutput = 1290,
            InputImages = 1,
            OutputImages = 1,
        }.Split(new UsageSender("gcp.gemini"));
        Assert.Equal(
            new TokenCounts
            {
                InputUncached = 42,
                ImageInput = 258,
                OutputText = 10,
                ImageOutput = 1290,
                InputImages = 1,
                OutputImages = 1,
            },
            usage.Tokens);
        Assert.Equal((300, 1300, UsageSource.Reported),
            (usage.Tokens!.Value.Input, usage.Tokens.Value.Output, usage.Source));
        Assert.Equal(
            new TokenCounts { OutputImages = 2 }, new ReportedUsage { OutputImages = 2 }.Split(OpenAi).Tokens);
    }

    [Fact]
    public void Anthropics_input_excludes_a_cache_that_is_larger()
    {
        var usage = new ReportedUsage { Input = 10, Output = 5, CacheRead = 2000, CacheWrite = 300 }
            .Split(new UsageSender("anthropic"));
        Assert.Equal(
            new TokenCounts { InputUncached = 10, CacheRead = 2000, CacheWrite = 300, OutputText = 5 }, usage.Tokens);
        Assert.Equal(UsageSource.Reported, usage.Source);
    }

    [Fact]
    public void A_total_that_adds_the_cache_shows_that_the_input_excludes_it() =>
        Assert.Equal(
            100, new ReportedUsage
            {
                Input = 100,
                Output = 5,
                CacheRead = 20,
                Total = 125
            }.Split(new UsageSender(null)).Tokens!.Value.InputUncached);

    [Theory]
    [InlineData(10L, 5L, 2000L, 0L)]
    [InlineData(10L, 5L, 0L, 50L)]
    public void What_contradicts_itself_is_flagged_and_never_negative(long input, long output, long cached,
        long reasoning)
    {
        var usage =
            new ReportedUsage
            {
                Input = input,
                Output = output,
                CacheRead = cached,
                Reasoning = reasoning
            }.Split(OpenAi);
        Assert.Equal(UsageSource.Inconsistent, usage.Source);
    }

    [Fact]
    public void Nothing_reported_is_not_zero()
    {
        Assert.Null(new ReportedUsage().Split(OpenAi).Tokens);
        Assert.Equal(UsageSource.None, new ReportedUsage().Split(OpenAi).Source);
        Assert.Equal(new TokenCounts { InputUncached = 8 }, new ReportedUsage { Input = 8 }.Split(OpenAi).Tokens);
    }

    [Fact]
    public void No_bucket_is_ever_negative_and_consistent_ones_sum_to_what_was_reported()
    {
        var count = Gen.Long[-1, 1_000_000_000_000].Select(number => number < 0 ? null : (long?)number);
        Gen.Select(count, count, count, count, count, count,
            count).Sample((input, output, read, write, reasoning, audioIn, audioOut) =>
        {
            var usage = new ReportedUsage
            {
                Input = input,
                Output = output,
                CacheRead = read,
                CacheWrite = write,
                Reasoning = reasoning,
                AudioInput = audioIn,
                AudioOutput = audioOut,
            }.Split(OpenAi);
            var tokens = usage.Tokens ?? default;
            Assert.True(
                tokens is
                {
                    InputUncached: >= 0, OutputText: >= 0, CacheRead: >= 0, Reasoning: >= 0,
                    AudioInput: >= 0
                });
            if (usage.Source == UsageSource.Reported)
            {
                Assert.Equal(((input ?? 0), (output ?? 0)), (tokens.Input, tokens.Output));
            }
        });
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(1_000_000_000_001L)]
    public void An_absurd_count_is_not_reported(long count) =>
        Assert.Null(Sent.Read(("gen_ai.operation.name", "chat"), ("gen_ai.usage.input_tokens", count)).Call!.Tokens);
}

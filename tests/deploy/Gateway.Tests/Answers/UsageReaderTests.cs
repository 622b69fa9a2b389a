using System.Text;
using Dashboard.Events;
using Dashboard.Gateway.Answers;
using Dashboard.Gateway.Door;
using Dashboard.Telemetry.Counting;
using Xunit;

namespace Dashboard.Gateway.Tests.Answers;

public sealed class UsageReaderTests
{
    [Fact]
    public void OpenAI_counts_the_cache_and_the_reasoning_within()
    {
        Assert.Equal(
            new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 },
            Tokens(Some.ChatUsage));
    }

    [Fact]
    public void Anthropic_counts_the_cache_beside_its_input()
    {
        Assert.Equal(
            new TokenCounts { InputUncached = 10, CacheRead = 5, CacheWrite = 2, CacheWrite1h = 1, OutputText = 7 },
            Tokens("""
                {"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":3,"output_tokens":7,
                 "cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":1}}
                """));
    }

    [Fact]
    public void DeepSeek_counts_hits_within_its_prompt()
    {
        Assert.Equal(
            new TokenCounts { InputUncached = 30, CacheRead = 12, OutputText = 17 },
            Tokens("""{"prompt_tokens":42,"prompt_cache_hit_tokens":12,"completion_tokens":17}"""));
    }

    [Fact]
    public void Reasoning_that_is_left_out_of_the_completion_is_added_to_it()
    {
        Assert.Equal(
            new TokenCounts { InputUncached = 42, OutputText = 17, Reasoning = 100 },
            Tokens("""
                {"prompt_tokens":42,"completion_tokens":17,"total_tokens":159,
                 "completion_tokens_details":{"reasoning_tokens":100}}
                """));
    }

    [Fact]
    public void Audio_has_buckets_of_its_own()
    {
        Assert.Equal(
            new TokenCounts { InputUncached = 40, AudioInput = 2, OutputText = 7, AudioOutput = 10 },
            Tokens("""
                {"prompt_tokens":42,"completion_tokens":17,"prompt_tokens_details":{"audio_tokens":2},
                 "completion_tokens_details":{"audio_tokens":10}}
                """));
    }

    [Fact]
    public void What_the_provider_charged_is_kept()
    {
        Assert.Equal(
            new Nanodollars(12_500), Read("""{"prompt_tokens":1,"completion_tokens":1,"cost":1.25e-5}""").ReportedCost);
    }

    [Fact]
    public void A_last_usage_of_zeros_takes_nothing_back()
    {
        var facts = Stream(
            """
            {"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,
             "prompt_tokens_details":{"cached_tokens":9}}
            """,
            """{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""");
        Assert.Equal(
            (new TokenCounts { InputUncached = 991, CacheRead = 9, OutputText = 100 }, false),
            (facts.Split.Tokens, facts.Split.Inconsistent));
        Assert.Contains("1000", facts.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_growing_count_and_halves_that_come_apart_end_as_a_whole()
    {
        Assert.Equal(
            new TokenCounts { InputUncached = 42, OutputText = 17 },
            Stream(
                """{"prompt_tokens":42,"completion_tokens":1,"total_tokens":43}""",
                """{"prompt_tokens":42,"completion_tokens":17,"total_tokens":59}""").Split.Tokens);
        Assert.Equal(
            new TokenCounts { InputUncached = 42, CacheRead = 5, OutputText = 17 },
            Stream(
                """{"input_tokens":42,"cache_read_input_tokens":5,"output_tokens":1}""",
                """{"output_tokens":17}""").Split.Tokens);
    }

    [Fact]
    public void Of_a_stream_is_kept_what_together_says_all_and_reads_the_same_again()
    {
        const string begin = """{"input_tokens":42,"cache_read_input_tokens":5,"output_tokens":1}""";
        const string end = """{"output_tokens":17}""";
        const string whole = """{"input_tokens":42,"cache_read_input_tokens":5,"output_tokens":17}""";
        string[] zeros = [begin, """{"output_tokens":3}""", end, """{"input_tokens":0,"output_tokens":0}"""];

        Assert.Equal($"[{begin},{end}]", Stream(begin, end).Raw);
        Assert.Equal($"[{begin},{end}]", Stream(zeros).Raw);
        Assert.Equal(whole, Stream(begin, whole).Raw);
        Assert.Equal(
            Stream(zeros).Split, UsageJson.ReadReports(Stream(zeros).Raw).Split(new UsageSender("openai")));
    }

    [Fact]
    public void The_usage_is_kept_as_it_came()
    {
        const string usage = """{"prompt_tokens":1, "odd":{"x":[1]},"completion_tokens":2}""";
        Assert.Equal(usage, Read(usage).RawUsage);
        Assert.Null(Read($$"""{"prompt_tokens":1,"x":"{{new string('x', 10_000)}}"}""").RawUsage);
    }

    [Fact]
    public void Anthropic_says_its_class_and_its_searches_within_the_usage()
    {
        var facts = Read("""
            {"input_tokens":10,"output_tokens":5,"service_tier":"batch","server_tool_use":{"web_search_requests":2}}
            """);

        Assert.Equal("batch", facts.ServiceTier);
        Assert.Equal(
            new TokenCounts { InputUncached = 10, OutputText = 5, WebSearches = 2 },
            facts.Usage!.Value.Split(new UsageSender("anthropic")).Tokens);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"prompt_tokens":-1}""")]
    [InlineData("""{"prompt_tokens":"many"}""")]
    public void What_is_no_usage_stays_unknown(string usage)
    {
        Assert.Null(Read(usage).Usage);
    }

    private static TokenCounts? Tokens(string usage) =>
        Read(usage).Usage!.Value.Split(new UsageSender("openai")).Tokens;

    private static AnswerFacts Read(string usage)
    {
        var facts = new AnswerFacts(maxChars: 0);
        AnswerReader.Read(Surface.ChatCompletions, Encoding.UTF8.GetBytes($$"""{"usage":{{usage}}}"""), 0, facts);
        return facts;
    }

    private static (TokenUsage Split, string? Raw) Stream(params string[] usages)
    {
        var facts = new AnswerFacts(maxChars: 0);
        foreach (var usage in usages)
        {
            ChatEvents.Instance.Read(Encoding.UTF8.GetBytes($$"""{"choices":[],"usage":{{usage}}}"""), facts);
        }

        return (facts.Usage!.Value.Split(new UsageSender("openai")), facts.RawUsage);
    }
}

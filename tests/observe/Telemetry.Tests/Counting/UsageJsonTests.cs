using CsCheck;
using Dashboard.Telemetry.Counting;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

/// <summary>The <c>usage</c> of providers and clients as it comes, whole.</summary>
public sealed class UsageJsonTests
{
    private static readonly string[] s_bare =
    [
        "input", "output", "total", "input_cache_read", "input_cache_creation", "output_reasoning", "input_audio",
        "output_audio",
    ];

    private static readonly string[] s_nested =
    [
        "prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "cache_write_tokens",
        "reasoning_tokens", "input_audio_tokens", "output_audio_tokens",
    ];

    [Theory]

    // OpenAI: chat, responses, realtime, images, embeddings.
    [InlineData("openai", "gpt-5",
        """
        {"prompt_tokens":42,"completion_tokens":17,"total_tokens":59,
         "prompt_tokens_details":{"cached_tokens":16,"audio_tokens":0},
         "completion_tokens_details":
         {"reasoning_tokens":4,"accepted_prediction_tokens":3,"rejected_prediction_tokens":2}}
        """, "input 26, cache_read 16, output 13, reasoning 4")]
    [InlineData("openai", "gpt-5",
        """
        {"input_tokens":42,"input_tokens_details":{"cached_tokens":16},
         "output_tokens":17,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":59}
        """, "input 26, cache_read 16, output 13, reasoning 4")]
    [InlineData("openai", "gpt-realtime",
        """
        {"total_tokens":253,"input_tokens":132,"output_tokens":121,
         "input_token_details":{"text_tokens":119,"audio_tokens":13,"image_tokens":0,"cached_tokens":64,
           "cached_tokens_details":{"text_tokens":60,"audio_tokens":4,"image_tokens":0}},
         "output_token_details":{"text_tokens":30,"audio_tokens":91}}
        """, "input 59, cache_read 60, output 30, audio_input 9, audio_output 91, cache_read_audio 4")]
    [InlineData("openai", "gpt-image-1",
        """
        {"total_tokens":100,"input_tokens":50,"output_tokens":50,
         "input_tokens_details":{"text_tokens":10,"image_tokens":40},"output_tokens_details":{"image_tokens":50}}
        """, "input 10, image_input 40, image_output 50")]
    [InlineData("openai", "text-embedding-3-small", """{"prompt_tokens":8,"total_tokens":8}""", "input 8")]
    [InlineData("voyage", "voyage-3-large", """{"total_tokens":1000}""", "input 1000")]
    [InlineData("cohere", "rerank-v3.5", """{"prompt_tokens":0,"total_tokens":1000}""", "input 1000")]
    [InlineData("openai", "gpt-5", """{"total_tokens":1000}""", "unknown")]
    [InlineData("openai", "gpt-5", """{"prompt_tokens":10,"total_tokens":15}""", "input 10, output 5")]
    [InlineData("openai", "gpt-5", """{"prompt_tokens":"42","completion_tokens":"1.7e1"}""", "input 42, output 17")]

    // Those that speak like it.
    [InlineData("deepseek", "deepseek-chat",
        """{"prompt_tokens":42,"prompt_cache_hit_tokens":12,"prompt_cache_miss_tokens":30,"completion_tokens":17}""",
        "input 30, cache_read 12, output 17")]
    [InlineData("moonshot_ai", "kimi-k2", """{"prompt_tokens":42,"completion_tokens":17,"cached_tokens":16}""",
        "input 26, cache_read 16, output 17")]
    [InlineData("x_ai", "grok-4",
        """
        {"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,
         "prompt_tokens_details":{"text_tokens":32,"cached_tokens":6},
         "completion_tokens_details":{"reasoning_tokens":94}}
        """, "input 26, cache_read 6, output 9, reasoning 94")]
    [InlineData("x_ai", "grok-4", """{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135}""",
        "input 32, output 9, reasoning 94")]
    [InlineData("openrouter", "anthropic/claude-sonnet-4.5",
        """
        {"prompt_tokens":5427,"completion_tokens":10,"total_tokens":5437,"cost":0.02,
         "prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":5424},
         "cost_details":{"upstream_inference_cost":null}}
        """, "input 3, cache_write 5424, output 10")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929",
        """
        {"prompt_tokens":5427,"completion_tokens":10,"total_tokens":5437,
         "prompt_tokens_details":{"cached_tokens":0,"cache_creation_tokens":5424,
           "cache_creation_token_details":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":5424}},
         "cache_creation_input_tokens":5424}
        """, "input 3, cache_write_1h 5424, output 10")]
    [InlineData("gcp.gemini", "gemini-3-pro-image",
        """
        {"prompt_tokens":10,"completion_tokens":1345,"total_tokens":1355,
         "completion_tokens_details":{"reasoning_tokens":225,"text_tokens":0,"image_tokens":1120}}
        """, "input 10, reasoning 225, image_output 1120")]
    [InlineData("gcp.gemini", "gemini-2.5-pro",
        """{"prompt_tokens":7477,"completion_tokens":2060,"total_tokens":11476}""",
        "input 7477, output 2060, reasoning 1939")]

    // Anthropic and Bedrock, whose input leaves the cache out.
    [InlineData("anthropic", "claude-sonnet-4-5",
        """
        {"input_tokens":3,"cache_creation_input_tokens":5424,"cache_read_input_tokens":100,
         "cache_creation":{"ephemeral_5m_input_tokens":424,"ephemeral_1h_input_tokens":5000},
         "output_tokens":44,"output_tokens_details":{"thinking_tokens":33},"service_tier":"standard",
         "server_tool_use":{"web_search_requests":2,"web_fetch_requests":1}}
        """, "input 3, cache_read 100, cache_write 424, cache_write_1h 5000, output 11, reasoning 33, web_searches 2")]
    [InlineData("anthropic", "claude-sonnet-4-5",
        """{"input_tokens":8000,"cache_read_input_tokens":6000,"output_tokens":100}""",
        "input 8000, cache_read 6000, output 100")]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5",
        """
        {"inputTokens":10,"outputTokens":100,"totalTokens":10110,
         "cacheReadInputTokens":8000,"cacheWriteInputTokens":2000,
         "cacheDetails":[{"inputTokens":500,"ttl":"5m"},{"ttl":"1h","inputTokens":1500}]}
        """, "input 10, cache_read 8000, cache_write 500, cache_write_1h 1500, output 100")]
    [InlineData("aws.bedrock", "amazon.nova-pro",
        """{"inputTokens":1000,"outputTokens":100,"cacheReadInputTokenCount":500,"cacheWriteInputTokenCount":0}""",
        "input 1000, cache_read 500, output 100")]

    // Gemini's own.
    [InlineData("gcp.gemini", "gemini-2.5-pro",
        """
        {"promptTokenCount":100,"candidatesTokenCount":50,"thoughtsTokenCount":30,"cachedContentTokenCount":40,
         "toolUsePromptTokenCount":7,"totalTokenCount":187,
         "promptTokensDetails":[{"modality":"TEXT","tokenCount":80},{"modality":"AUDIO","tokenCount":20}],
         "cacheTokensDetails":[{"modality":"TEXT","tokenCount":35},{"modality":"AUDIO","tokenCount":5}],
         "candidatesTokensDetails":[{"modality":"TEXT","tokenCount":50}]}
        """, "input 52, cache_read 35, output 50, reasoning 30, audio_input 15, cache_read_audio 5")]
    [InlineData("gcp.gemini", "gemini-2.5-pro",
        """{"prompt_token_count":7477,"candidates_token_count":2060,"thoughts_token_count":1939}""",
        "input 7477, output 2060, reasoning 1939")]

    // Others.
    [InlineData("cohere", "command-a",
        """{"billed_units":{"input_tokens":5,"output_tokens":7},"tokens":{"input_tokens":71,"output_tokens":9}}""",
        "input 5, output 7")]
    [InlineData("ollama", "llama3.2", """{"prompt_eval_count":26,"eval_count":298}""", "input 26, output 298")]
    [InlineData("ibm.watsonx.ai", "granite", """{"generated_token_count":9,"input_token_count":4}""",
        "input 4, output 9")]

    // Clients: the Vercel AI SDK 5 and 6, LangChain within Langfuse, MLflow.
    [InlineData(null, "gpt-4o",
        """{"inputTokens":10000,"outputTokens":100,"totalTokens":10100,"cachedInputTokens":8000}""",
        "input 2000, cache_read 8000, output 100")]
    [InlineData(null, "gemini-2.5-pro",
        """{"inputTokens":7477,"outputTokens":2060,"totalTokens":11476,"reasoningTokens":1939}""",
        "input 7477, output 2060, reasoning 1939")]
    [InlineData(null, "claude-sonnet-4-5",
        """
        {"inputTokens":5427,"inputTokenDetails":{"noCacheTokens":3,"cacheReadTokens":0,"cacheWriteTokens":5424},
         "outputTokens":10,"outputTokenDetails":{"textTokens":8,"reasoningTokens":2},"totalTokens":5437}
        """, "input 3, cache_write 5424, output 8, reasoning 2")]
    [InlineData(null, "claude-sonnet-4-5",
        """
        {"input":3,"output":10,"total":5437,"input_cache_read":0,"input_cache_creation":0,
         "input_ephemeral_5m_input_tokens":0,"input_ephemeral_1h_input_tokens":5424}
        """, "input 3, cache_write_1h 5424, output 10")]
    [InlineData(null, "gemini-2.5-pro",
        """
        {"input":0,"output":0,"total":150,
         "input_modality_TEXT":80,"input_modality_AUDIO":20,"output_modality_TEXT":50}
        """, "input 80, output 50, audio_input 20")]
    [InlineData(null, "claude-sonnet-4-5",
        """{"input":8000,"output":100,"total":8100,"cache_read_input_tokens":6000}""",
        "input 2000, cache_read 6000, output 100")]
    [InlineData(null, "claude-sonnet-4-5",
        """{"input":3,"output":10,"cache_read_input_tokens":9000}""", "input 3, cache_read 9000, output 10")]
    [InlineData("openai", "gpt-5",
        """
        {"input_tokens":100,"output_tokens":20,"total_tokens":120,
         "cache_read_input_tokens":40,"cache_creation_input_tokens":0}
        """, "input 60, cache_read 40, output 20")]

    // What contradicts itself.
    [InlineData("openai", "gpt-5", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":1000}""",
        "input 10, output 5 (inconsistent)")]
    [InlineData("openai", "gpt-5", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":0}""",
        "input 10, output 5 (inconsistent)")]
    [InlineData("openai", "gpt-5",
        """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":90}}""",
        "cache_read 90, output 5 (inconsistent)")]
    public void Each_provider_and_client_is_understood(string? provider, string model, string usage, string want) =>
        Assert.Equal(want, Buckets.Of(UsageJson.Read(usage).Split(new UsageSender(provider, model))));

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":1000}""",
        "Input 10 and output 5 with their parts come to 15, but the total says 1,000.")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":2000}}""",
        "The cache, 2,000 tokens, is larger than the input, 10, that should hold it.")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":6}}""",
        "The reasoning, 6 tokens, is larger than the output, 5, that should hold it.")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"audio_tokens":6}}""",
        "The parts are larger than input 10 and output 5 that should hold them.")]
    public void A_contradiction_says_what_contradicts_what(string usage, string note) =>
        Assert.Equal((note, true), Note(usage, "openai"));

    [Theory]
    [InlineData("""{"input_tokens":3,"cache_read_input_tokens":9,"output_tokens":1}""",
        "The input leaves the cache out.")]
    [InlineData(
        """{"promptTokenCount":3,"candidatesTokenCount":9,"thoughtsTokenCount":4,"toolUsePromptTokenCount":1}""",
        "The output leaves the reasoning out. The input leaves the tools' results out.")]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":9,"total_tokens":20}""",
        "The reasoning is in the total alone.")]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":9}""", null)]
    public void An_unusual_way_of_counting_is_said(string usage, string? note) =>
        Assert.Equal((note, false), Note(usage, "gcp.gemini"));

    [Fact]
    public void Whatever_comes_no_bucket_is_negative_and_what_is_consistent_adds_up()
    {
        var count = Gen.Long[-1, 1_000_000_000_000].Select(number => number < 0 ? null : (long?)number);
        var small = Gen.OneOf(Gen.Long[0, 5].Select(number => (long?)number), count);
        string[] providers = ["openai", "anthropic", "gcp.gemini", "x_ai"];
        Gen.Select(small.Array[8], Gen.Int[0, providers.Length - 1], Gen.Bool)
            .Sample((counts, provider, bare) =>
            {
                var json = string.Join(',', (bare ? s_bare : s_nested).Zip(counts)
                    .Where(pair => pair.Second is not null)
                    .Select(pair => $"\"{pair.First}\":{pair.Second}"));
                var usage = UsageJson.Read($"{{{json}}}").Split(new UsageSender(providers[provider]));
                var tokens = usage.Tokens ?? default;
                Assert.True(
                    tokens is
                    {
                        InputUncached: >= 0, CacheRead: >= 0, CacheWrite: >= 0, AudioInput: >= 0, OutputText: >= 0,
                        Reasoning: >= 0, AudioOutput: >= 0
                    }, json);
                if (!usage.Inconsistent && counts is [not null, not null, { } total, ..])
                {
                    Assert.True(total == tokens.Input + tokens.Output || total == counts[0] + counts[1], json);
                }
            });
    }

    [Theory]
    [InlineData("{\"prompt_tokens\":1,\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"output_tokens\":3}}}}}}}}")]
    [InlineData("{\"prompt_tokens\":1,\"in\\ud800put\":2,\"x\":\"\\ud800\",\"y\":[1,[2],{\"type\":7}],\"z\":null}")]
    [InlineData("{\"prompt_tokens\":1,\"completion_tokens\":-3,\"cached_tokens\":1.5,\"reasoning_tokens\":1e300}")]
    public void What_is_no_count_is_passed_over(string usage) =>
        Assert.Equal("input 1", Buckets.Of(UsageJson.Read(usage).Split(default)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[{\"prompt_tokens\":1}]")]
    [InlineData("{\"prompt_tokens\":1")]
    [InlineData("{\"prompt_tokens\":1}}")]
    [InlineData("\ud800{")]
    public void What_is_no_object_is_no_usage(string? usage) =>
        Assert.InRange(UsageJson.Read(usage).Input ?? 0, 0, 1);

    private static (string? Note, bool Inconsistent) Note(string usage, string provider)
    {
        var split = UsageJson.Read(usage).Split(new UsageSender(provider));
        return (split.Note, split.Inconsistent);
    }
}

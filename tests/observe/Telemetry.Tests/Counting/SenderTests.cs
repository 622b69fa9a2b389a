using Dashboard.Ingest.Tests;
using Xunit;

namespace Dashboard.Telemetry.Tests.Counting;

/// <summary>What each sender of spans means by its counts.</summary>
public sealed class SenderTests
{
    [Theory]
    [InlineData("0.27.0", "input 3000, cache_read 2000, cache_write 500, output 100")]
    [InlineData(null, "input 3000, cache_read 2000, cache_write 500, output 100")]
    [InlineData("0.28.0", "input 500, cache_read 2000, cache_write 500, output 100")]
    public void Traceloops_client_for_Anthropic_leaves_the_cache_out_until_it_was_mended(
        string? version, string want) =>
        Assert.Equal(want, Read("@traceloop/instrumentation-anthropic", version,
            ("gen_ai.provider.name", "anthropic"), ("gen_ai.usage.input_tokens", 3000),
            ("gen_ai.usage.output_tokens", 100), ("gen_ai.usage.total_tokens", 3100),
            ("gen_ai.usage.cache_creation.input_tokens", 500), ("gen_ai.usage.cache_read.input_tokens", 2000)));

    [Theory]
    [InlineData("opentelemetry.instrumentation.bedrock", "input 9500, cache_read 9000, output 100")]
    [InlineData("opentelemetry.instrumentation.botocore.bedrock-runtime", "input 500, cache_read 9000, output 100")]
    public void Only_its_scope_tells_that_OpenLLMetry_leaves_Bedrocks_cache_out(string scope, string want) =>
        Assert.Equal(want, Read(scope, "0.50.1",
            ("gen_ai.provider.name", "aws.bedrock"), ("gen_ai.usage.input_tokens", 9500),
            ("gen_ai.usage.output_tokens", 100), ("gen_ai.usage.total_tokens", 9600),
            ("gen_ai.usage.cache_read_input_tokens", 9000), ("gen_ai.usage.cache_creation_input_tokens", 0)));

    [Theory]
    [InlineData("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", false)]
    [InlineData("gcp.vertex_ai", "claude-sonnet-4-5@20250929", false)]
    [InlineData("anthropic", "claude-haiku-4-5", false)]
    [InlineData(null, "claude-haiku-4-5", false)]
    [InlineData("openai", "gpt-5", true)]
    public void A_cache_beyond_the_input_is_beside_it_where_that_is_known(
        string? provider, string model, bool doubtful) =>
        Assert.Equal(
            doubtful
                ? "cache_read 9511, cache_write 1956, output 44 (inconsistent)"
                : "input 3, cache_read 9511, cache_write 1956, output 44",
            Read("x", null,
                ("gen_ai.provider.name", provider), ("gen_ai.request.model", model), ("gen_ai.usage.input_tokens", 3),
                ("gen_ai.usage.output_tokens", 44), ("gen_ai.usage.cache_read.input_tokens", 9511),
                ("gen_ai.usage.cache_creation.input_tokens", 1956)));

    [Fact]
    public void Strands_sums_the_cache_into_its_total() =>
        Assert.Equal("input 10, cache_read 8000, cache_write 2000, output 100", Read("strands.telemetry.tracer", null,
            ("gen_ai.usage.prompt_tokens", 10), ("gen_ai.usage.input_tokens", 10),
            ("gen_ai.usage.completion_tokens", 100), ("gen_ai.usage.output_tokens", 100),
            ("gen_ai.usage.total_tokens", 10110), ("gen_ai.usage.cache_read_input_tokens", 8000),
            ("gen_ai.usage.cache_write_input_tokens", 2000)));

    [Theory]
    [InlineData("gen_ai.usage.reasoning.output_tokens")]
    [InlineData("gen_ai.usage.reasoning_tokens")]
    [InlineData("gen_ai.usage.thoughts_tokens")]
    [InlineData("gen_ai.usage.experimental.reasoning_tokens")]
    [InlineData("gen_ai.usage.something_else")]
    public void Geminis_thinking_is_found_beside_the_output_or_in_the_total(string name) =>
        Assert.Equal("input 7477, output 2060, reasoning 1939", Read("x", null,
            ("gen_ai.provider.name", "gcp.gemini"), ("gen_ai.request.model", "gemini-2.5-pro"),
            ("gen_ai.usage.input_tokens", 7477), ("gen_ai.usage.output_tokens", 2060), (name, 1939),
            ("gen_ai.usage.total_tokens", 11476)));

    [Fact]
    public void Geminis_command_line_counts_what_tools_gave_back_beside_the_prompt() =>
        Assert.Equal("input 67, cache_read 40, output 50, reasoning 30", Read("gemini-cli", null,
            ("gen_ai.provider.name", "gcp.gemini"), ("gen_ai.usage.input_tokens", 100),
            ("gen_ai.usage.output_tokens", 50), ("gen_ai.usage.cached_content_tokens", 40),
            ("gen_ai.usage.thoughts_tokens", 30), ("gen_ai.usage.tool_tokens", 7), ("gen_ai.usage.total_tokens", 187)));

    [Fact]
    public void Googles_agents_record_the_answer_itself() =>
        Assert.Equal("input 60, cache_read 40, output 50, reasoning 30", Read("gcp.vertex.agent", null,
            ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 50),
            ("gcp.vertex.agent.llm_response",
                """
                {"content":{"parts":[{"text":"hi"}]},"usage_metadata":{"prompt_token_count":100,
                "candidates_token_count":50,"thoughts_token_count":30,"cached_content_token_count":40,
                "total_token_count":180}}
                """)));

    [Fact]
    public void OpenInference_passes_Bedrocks_numbers_on() =>
        Assert.Equal("input 10, cache_read 100, output 5", Read("@arizeai/openinference-instrumentation-bedrock", null,
            ("openinference.span.kind", "LLM"), ("llm.token_count.prompt", 10), ("llm.token_count.completion", 5),
            ("llm.token_count.total", 115), ("llm.token_count.prompt_details.cache_read", 100)));

    [Fact]
    public void OpenInferences_own_counts_come_first_and_others_complete_them_where_they_agree()
    {
        Assert.Equal("input 26, cache_read 16, output 17", Read("x", null,
            ("openinference.span.kind", "LLM"), ("llm.token_count.prompt", 42), ("llm.token_count.completion", 17),
            ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.cache_read.input_tokens", 16)));
        Assert.Equal("input 42, output 17", Read("x", null,
            ("openinference.span.kind", "LLM"), ("llm.token_count.prompt", 42), ("llm.token_count.completion", 17),
            ("gen_ai.usage.input_tokens", 26), ("gen_ai.usage.cache_read.input_tokens", 16)));
    }

    [Theory]
    [InlineData(8000, """{"anthropic":{"cacheReadInputTokens":6000}}""", "input 8000, cache_read 6000, output 5")]
    [InlineData(8000,
        """{"anthropic":{"usage":{"input_tokens":8000,"cache_read_input_tokens":6000,"output_tokens":5}}}""",
        "input 8000, cache_read 6000, output 5")]
    [InlineData(14000,
        """{"anthropic":{"usage":{"input_tokens":8000,"cache_read_input_tokens":6000,"output_tokens":5}}}""",
        "input 8000, cache_read 6000, output 5")]
    [InlineData(5427,
        """
        {"anthropic":{"usage":{"input_tokens":3,"output_tokens":5,"cache_creation_input_tokens":5424,
        "cache_creation":{"ephemeral_5m_input_tokens":24,"ephemeral_1h_input_tokens":5400}},
        "cacheCreationInputTokens":5424}}
        """, "input 3, cache_write 24, cache_write_1h 5400, output 5")]
    [InlineData(42, """{"openai":{"cachedPromptTokens":16,"reasoningTokens":4,"acceptedPredictionTokens":2}}""",
        "input 26, cache_read 16, output 1, reasoning 4")]
    [InlineData(42,
        """
        {"google":{"usageMetadata":
        {"promptTokenCount":42,"candidatesTokenCount":5,"thoughtsTokenCount":9,"totalTokenCount":56}}}
        """, "input 42, output 5, reasoning 9")]
    [InlineData(42, """{"google":{"groundingMetadata":{"webSearchQueries":["a"]},"safetyRatings":[{"score":1}]}}""",
        "input 42, output 5")]
    [InlineData(42, """[1]""", "input 42, output 5")]
    public void What_the_provider_counted_shows_which_version_of_the_Vercel_AI_SDK_sent_it(
        int input, string metadata, string want) =>
        Assert.Equal(want, Read("ai", null,
            ("ai.operationId", "ai.generateText.doGenerate"), ("ai.usage.promptTokens", input),
            ("ai.usage.completionTokens", 5), ("ai.response.providerMetadata", metadata)));

    [Fact]
    public void LiveKit_names_its_parts_by_their_side() =>
        Assert.Equal("input 20, cache_read 16, output 7, audio_input 6, audio_output 10", Read("livekit-agents", null,
            ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17),
            ("gen_ai.usage.input_text_tokens", 36), ("gen_ai.usage.input_audio_tokens", 6),
            ("gen_ai.usage.input_cached_tokens", 16), ("gen_ai.usage.output_text_tokens", 7),
            ("gen_ai.usage.output_audio_tokens", 10)));

    [Fact]
    public void Text_and_audio_alone_are_the_whole() =>
        Assert.Equal("input 36, output 7, audio_input 6, audio_output 10", Read("x", null,
            ("gen_ai.usage.input_text_tokens", 36), ("gen_ai.usage.input_audio_tokens", 6),
            ("gen_ai.usage.output_text_tokens", 7), ("gen_ai.usage.output_audio_tokens", 10)));

    [Fact]
    public void A_whole_object_may_stand_in_one_attribute()
    {
        Assert.Equal("input 26, cache_read 16, output 17", Read("x", null,
            ("gen_ai.usage", new (string, object?)[]
            {
                ("prompt_tokens", 42), ("completion_tokens", 17), ("cached_tokens", 16),
            })));
    }

    [Theory]
    [InlineData("gpt-5", "input 10, cache_read 20, output 17")]
    [InlineData("claude-sonnet-4-5", "input 30, cache_read 20, output 17")]
    public void MLflow_takes_the_input_as_the_provider_counts_it(string model, string want) =>
        Assert.Equal(want, Read("mlflow", null,
            ("mlflow.spanType", "\"CHAT_MODEL\""), ("gen_ai.request.model", model),
            ("mlflow.chat.tokenUsage",
                """{"input_tokens":30,"output_tokens":17,"total_tokens":47,"cache_read_input_tokens":20}""")));

    [Fact]
    public void An_embedding_may_say_its_total_alone() =>
        Assert.Equal("input 8", Buckets.Of(Sent.Read(
            ("gen_ai.operation.name", "embeddings"), ("gen_ai.usage.total_tokens", 8)).Call!.Tokens));

    private static string Read(string scope, string? version, params (string, object?)[] attributes)
    {
        var call = Sent.Span([("gen_ai.operation.name", "chat"), .. attributes]).ReadFrom(scope, version).Call!;
        return Buckets.Of(call.Tokens) + (call.UsageSource == UsageSource.Inconsistent ? " (inconsistent)" : "");
    }
}

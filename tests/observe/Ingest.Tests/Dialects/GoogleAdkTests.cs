using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class GoogleAdkTests
{
    private const string Scope = "gcp.vertex.agent";

    private static readonly (string, object?)[] CallLlm =
    [
        ("gen_ai.system", "gcp.vertex.agent"), ("gen_ai.request.model", "gemini-2.5-flash"),
        ("gcp.vertex.agent.invocation_id", "e-1"), ("gcp.vertex.agent.session_id", "talk-7"),
        ("gcp.vertex.agent.event_id", "ev-1"),
        ("gcp.vertex.agent.llm_request",
            """
            {"model":"gemini-2.5-flash","config":{"system_instruction":"be brief",
              "tools":[{"function_declarations":[{"name":"weather"}]}]},
             "contents":[{"parts":[{"text":"weather in Oslo?"}],"role":"user"},
              {"parts":[{"function_call":{"id":"c1","args":{"city":"Oslo"},"name":"weather"}}],"role":"model"},
              {"parts":[{"function_response":{"id":"c1","name":"weather","response":{"result":"rain"}}}],"role":"user"}]}
            """),
        ("gcp.vertex.agent.llm_response",
            """
            {"content":{"parts":[{"text":"think of rain","thought":true},{"text":"It rains."}],"role":"model"},"partial":false,
             "finish_reason":"STOP","usage_metadata":{"prompt_token_count":42,"candidates_token_count":17}}
            """),
        ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17),
        ("gen_ai.response.finish_reasons", new object?[] { "stop" }),
    ];

    [Fact]
    public void A_call_shows_what_was_asked_and_answered_by_Geminis_words()
    {
        var record = Sent.Span(CallLlm).Named("call_llm").ReadAs(Scope);

        Assert.Equal(
            [
                "system: be brief", "user: weather in Oslo?", """model calls weather {"city":"Oslo"}""",
                """user gets {"result":"rain"}""",
            ],
            Sent.Shown(record.Input));
        Assert.Equal(["assistant Reasoning: think of rain", "assistant: It rains."], Sent.Shown(record.Output, "assistant"));
        Assert.Equal("weather in Oslo?", MessagePreview.Of(record.Input));
        Assert.Equal(("talk-7", SpanRole.Model, "stop"), (record.SessionId, record.Role, record.Call!.FinishReason));
        Assert.Equal((42, 17), (record.Call.Tokens!.Value.Input, record.Call.Tokens.Value.Output));
    }

    [Theory]
    [InlineData("gemini-2.5-flash", "gcp.gemini")]
    [InlineData("models/gemini-2.5-flash", "gcp.gemini")]
    [InlineData("projects/p/locations/l/publishers/google/models/gemini-2.5-flash", "gcp.vertex_ai")]
    [InlineData("openai/gpt-4o", "openai")]
    [InlineData("anthropic/claude-sonnet-4-5", "anthropic")]
    public void The_kit_is_not_the_provider(string model, string provider) => Assert.Equal(
        provider,
        Sent.Span(("gen_ai.system", "gcp.vertex.agent"), ("gen_ai.request.model", model), ("gcp.vertex.agent.llm_request", "{}"))
            .ReadAs(Scope).Call!.Series.Provider);

    [Fact]
    public void A_provider_that_is_named_stays() => Assert.Equal(
        "gcp.vertex_ai",
        Sent.Span(
            ("gen_ai.operation.name", "generate_content"), ("gen_ai.system", "vertex_ai"),
            ("gen_ai.request.model", "gemini-2.5-flash"))
            .ReadAs(Scope).Call!.Series.Provider);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tool_shows_its_arguments_and_not_the_empty_request(bool saysOperation)
    {
        (string, object?)[] tool =
        [
            ("gen_ai.system", "gcp.vertex.agent"), ("gen_ai.tool.name", "weather"), ("gcp.vertex.agent.llm_request", "{}"),
            ("gcp.vertex.agent.llm_response", "{}"), ("gcp.vertex.agent.tool_call_args", """{"city":"Oslo"}"""),
            ("gcp.vertex.agent.tool_response", """{"result":"rain"}"""),
        ];
        var record = Sent.Span(saysOperation ? [.. tool, ("gen_ai.operation.name", "execute_tool")] : tool)
            .Named("execute_tool weather").ReadAs(Scope);

        Assert.Equal((SpanRole.Tool, null), (record.Role, record.Call));
        Assert.Equal(("""{"city":"Oslo"}""", """{"result":"rain"}"""), (record.Input, record.Output));
    }

    [Fact]
    public void Content_that_is_switched_off_is_none()
    {
        var record = Sent.Span(
            ("gen_ai.system", "gcp.vertex.agent"), ("gen_ai.request.model", "gemini-2.5-flash"),
            ("gcp.vertex.agent.llm_request", Array.Empty<(string, object?)>()), ("gcp.vertex.agent.llm_response", "{}"))
            .ReadAs(Scope);

        Assert.Equal((null, null), (record.Input, record.Output));
        Assert.NotNull(record.Call);
    }

    [Theory]
    [InlineData("invocation", SpanRole.Chain)]
    [InlineData("agent_run [helper]", SpanRole.Agent)]
    public void Its_frames_are_no_calls(string name, SpanRole role)
    {
        var record = Sent.Span().Named(name).ReadAs(Scope);

        Assert.Equal((role, null), (record.Role, record.Call));
    }
}

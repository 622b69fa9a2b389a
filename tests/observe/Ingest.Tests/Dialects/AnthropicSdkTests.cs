using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>The spans that Anthropic's own SDKs write since 1.0, by default without content.</summary>
public sealed class AnthropicSdkTests
{
    private const string Scope = "com.anthropic.sdk.typescript";

    [Fact]
    public void A_message_is_a_call_with_all_that_its_own_names_tell()
    {
        var record = Sent.Span(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "claude-sonnet-4-5"),
            ("gen_ai.response.model", "claude-sonnet-4-5-20250929"), ("gen_ai.response.id", "msg_1"),
            ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.cache_read.input_tokens", 16), ("gen_ai.usage.output_tokens", 17),
            ("anthropic.response.service_tier", "priority"), ("anthropic.message.stop_reason", "end_turn"))
            .Named("anthropic.messages.create").ReadAs(Scope);

        Assert.Equal(new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 17 }, record.Call!.Tokens);
        Assert.Equal(("end_turn", "priority", null), (record.Call.FinishReason, record.Call.ServiceTier, record.Input));
    }

    [Theory]
    [InlineData("anthropic.messages.count_tokens")]
    [InlineData("anthropic.sessions.create")]
    public void What_is_no_inference_is_no_call_although_it_names_a_model(string name)
    {
        var record = Sent.Span(("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "claude-sonnet-4-5"))
            .Named(name).ReadAs(Scope);

        Assert.Equal((SpanRole.Other, null), (record.Role, record.Call));
    }

    [Fact]
    public void With_content_messages_and_results_of_tools_are_shown()
    {
        var record = Sent.Span(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "anthropic"), ("gen_ai.request.model", "claude-sonnet-4-5"),
            ("gen_ai.system_instructions", """[{"type":"text","content":"be brief"}]"""),
            ("gen_ai.input.messages",
                """
                [{"role":"user","parts":[{"type":"text","content":"weather in Oslo?"},{"type":"anthropic_image"}]},
                 {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"weather","arguments":{"city":"Oslo"}}]},
                 {"role":"user","parts":[{"type":"tool_call_response","id":"c1","response":[{"type":"text","text":"rain"}]}]}]
                """),
            ("gen_ai.output.messages",
                """[{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"text","content":"It rains."}]}]"""))
            .ReadAs(Scope);

        Assert.Equal(
            [
                "system: be brief", "user: weather in Oslo?", "user Attachment: image",
                """assistant calls weather {"city":"Oslo"}""", "user gets rain",
            ],
            Sent.Shown(record.Input));
        Assert.Equal(["assistant Reasoning: hm", "assistant: It rains."], Sent.Shown(record.Output, "assistant"));
    }

    [Fact]
    public void A_tool_it_runs_shows_its_result() => Assert.Equal(
        ("""{"city":"Oslo"}""", """[{"type":"text","text":"rain"}]"""),
        Sent.Span(
            ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather"),
            ("gen_ai.tool.call.arguments", """{"city":"Oslo"}"""),
            ("anthropic.tool_result.content", """[{"type":"text","text":"rain"}]"""))
            .ReadAs(Scope) is var record ? (record.Input, record.Output) : default);

    [Fact]
    public void OpenInferences_span_around_it_tells_calls_and_results_of_tools_once()
    {
        var record = Sent.Read(
            ("openinference.span.kind", "LLM"), ("llm.model_name", "claude-sonnet-4-5"), ("llm.provider", "anthropic"),
            ("llm.input_messages.0.message.role", "user"), ("llm.input_messages.0.message.content", "weather in Oslo?"),
            ("llm.input_messages.1.message.role", "assistant"),
            ("llm.input_messages.1.message.contents.0.message_content.type", "tool_use"),
            ("llm.input_messages.1.message.contents.0.tool_call.id", "c1"),
            ("llm.input_messages.1.message.contents.0.tool_call.function.name", "weather"),
            ("llm.input_messages.1.message.contents.0.tool_call.function.arguments", """{"city":"Oslo"}"""),
            ("llm.input_messages.1.message.tool_calls.0.tool_call.id", "c1"),
            ("llm.input_messages.1.message.tool_calls.0.tool_call.function.name", "weather"),
            ("llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments", """{"city":"Oslo"}"""),
            ("llm.input_messages.2.message.role", "user"), ("llm.input_messages.2.message.tool_call_id", "c1"),
            ("llm.input_messages.2.message.content", "rain"));

        Assert.Equal(
            ["user: weather in Oslo?", """assistant calls weather {"city":"Oslo"}""", "user gets rain"], Sent.Shown(record.Input));
    }
}

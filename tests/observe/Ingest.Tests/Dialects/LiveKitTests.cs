using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

public sealed class LiveKitTests
{
    private const string Scope = "livekit-agents";

    private const string Context =
        """
        {"items":[{"id":"i1","type":"message","role":"system","content":["be brief"]},
         {"id":"i2","type":"message","role":"user","content":["weather in Oslo?"]},
         {"id":"i3","type":"function_call","call_id":"c1","arguments":"{\"city\":\"Oslo\"}","name":"weather"},
         {"id":"i4","type":"function_call_output","name":"weather","call_id":"c1","output":"rain","is_error":false}]}
        """;

    private static readonly string[] Asked =
    [
        "system: be brief", "user: weather in Oslo?", """assistant calls weather {"city":"Oslo"}""", "tool gets rain",
    ];

    [Fact]
    public void The_request_to_the_model_is_the_call_and_its_events_the_conversation()
    {
        var record = Sent.Span(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"),
            ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17), ("lk.llm_metrics", "{}"),
            ("langfuse.observation.completion_start_time", "\"2026-11-22T05:02:24.504Z\""))
            .Named("llm_request")
            .WithEvent("gen_ai.system.message", ("content", "be brief"))
            .WithEvent("gen_ai.user.message", ("content", "weather in Oslo?"))
            .WithEvent("gen_ai.assistant.message", ("role", "assistant"), ("tool_calls", new object?[]
            {
                """{"function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"},"id":"c1","type":"function"}""",
            }))
            .WithEvent("gen_ai.tool.message", ("content", "rain"), ("name", "weather"), ("id", "c1"))
            .WithEvent("gen_ai.choice", ("role", "assistant"), ("content", "It rains."))
            .ReadAs(Scope);

        Assert.Equal(("chat", 42), (record.Call!.Operation, record.Call.Tokens!.Value.Input));
        Assert.Equal(250_000, record.Call.TimeToFirstTokenMicros);
        Assert.Equal(Asked, Sent.Shown(record.Input));
        Assert.Equal(["assistant: It rains."], Sent.Shown(record.Output, "assistant"));
        Assert.Equal("weather in Oslo?", MessagePreview.Of(record.Input));
    }

    [Fact]
    public void The_node_around_it_shows_the_context_and_is_no_call()
    {
        var record = Sent.Span(
            ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"), ("lk.chat_ctx", Context),
            ("lk.response.text", "One moment."),
            ("lk.response.function_calls", """[{"id":"f1","call_id":"c1","arguments":"{\"city\":\"Oslo\"}","name":"weather"}]"""))
            .Named("llm_node").ReadAs(Scope);

        Assert.Equal((SpanRole.Chain, null), (record.Role, record.Call));
        Assert.Equal(Asked, Sent.Shown(record.Input));
        Assert.Equal(
            ["assistant: One moment.", """assistant calls weather {"city":"Oslo"}"""], Sent.Shown(record.Output, "assistant"));
    }

    [Theory]
    [InlineData("tts_node", "lk.input_text")]
    [InlineData("user_turn", "lk.user_transcript")]
    public void Models_of_speech_are_no_calls_of_a_language_model(string name, string key)
    {
        var record = Sent.Span(("gen_ai.provider.name", "cartesia"), ("gen_ai.request.model", "sonic-2"), (key, "It rains."))
            .Named(name).ReadAs(Scope);

        Assert.Equal((SpanRole.Chain, null, "It rains."), (record.Role, record.Call, record.Input));
    }

    [Fact]
    public void A_turn_shows_what_the_user_said_and_was_told()
    {
        var record = Sent.Span(
            ("lk.user_input", "weather in Oslo?"), ("lk.instructions", "be brief"), ("lk.response.text", "It rains."),
            ("lk.response.function_calls", "[]"))
            .Named("agent_turn").ReadAs(Scope);

        Assert.Equal(SpanRole.Agent, record.Role);
        Assert.Equal(["system: be brief", "user: weather in Oslo?"], Sent.Shown(record.Input));
        Assert.Equal("It rains.", record.Output);
    }

    [Fact]
    public void A_turn_of_a_realtime_model_is_a_call() => Assert.Equal(
        ("chat", 42),
        Sent.Span(
            ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-realtime"),
            ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17), ("lk.generation_id", "g1"))
            .Named("agent_turn").ReadAs(Scope).Call is { } call
            ? (call.Operation, call.Tokens!.Value.Input)
            : default);

    [Fact]
    public void A_tool_shows_its_arguments_and_its_result()
    {
        var record = Sent.Span(
            ("lk.function_tool.id", "c1"), ("lk.function_tool.name", "weather"),
            ("lk.function_tool.arguments", """{"city":"Oslo"}"""), ("lk.function_tool.output", "rain"))
            .Named("function_tool").ReadAs(Scope);

        Assert.Equal((SpanRole.Tool, """{"city":"Oslo"}""", "rain"), (record.Role, record.Input, record.Output));
    }
}

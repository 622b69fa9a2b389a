using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>Spans as Pydantic AI writes them, in the formats of its versions 1 to 6, and as Logfire does.</summary>
public sealed class PydanticAiTests
{
    private const string Scope = "pydantic-ai";

    private const string Events =
        """
        [{"content":"be brief","role":"system","gen_ai.message.index":0,"event.name":"gen_ai.system.message"},
         {"content":"weather in Oslo?","role":"user","gen_ai.message.index":0,"event.name":"gen_ai.user.message"},
         {"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":{"city":"Oslo"}}}],
          "gen_ai.message.index":1,"event.name":"gen_ai.assistant.message"},
         {"content":"rain","role":"tool","id":"c1","name":"weather","gen_ai.message.index":2,"event.name":"gen_ai.tool.message"},
         {"event.name":"gen_ai.choice","index":0,"message":{"role":"assistant","content":"It rains."}}]
        """;

    private static readonly (string, object?)[] Chat =
    [
        ("gen_ai.operation.name", "chat"), ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o"),
        ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17),
    ];

    private static readonly string[] Asked =
    [
        "system: be brief", "user: weather in Oslo?", """assistant calls weather {"city":"Oslo"}""", "tool gets rain",
    ];

    [Fact]
    public void The_events_of_a_call_are_its_conversation()
    {
        var record = Sent.Span([.. Chat, ("events", Events)]).ReadAs(Scope);

        Assert.Equal(("chat", 42), (record.Call!.Operation, record.Call.Tokens!.Value.Input));
        Assert.Equal(Asked, Sent.Shown(record.Input));
        Assert.Equal(["assistant: It rains."], Sent.Shown(record.Output, "assistant"));
        Assert.Equal("weather in Oslo?", MessagePreview.Of(record.Input));
        Assert.DoesNotContain("Oslo", record.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_come_as_structures_too()
    {
        (string, object?)[] question = [("event.name", "gen_ai.user.message"), ("content", "hi")];
        (string, object?)[] answer = [("event.name", "gen_ai.choice"), ("message", new (string, object?)[] { ("content", "yo") })];
        var record = Sent.Span([.. Chat, ("events", new object?[] { question, answer })]).ReadAs(Scope);

        Assert.Equal(["user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: yo"], Sent.Shown(record.Output, "assistant"));
    }

    [Fact]
    public void An_early_run_of_an_agent_repeats_the_usage_and_is_no_call()
    {
        var record = Sent.Span(
            ("model_name", "gpt-4o"), ("agent_name", "helper"), ("logfire.msg", "helper run"), ("gen_ai.usage.input_tokens", 84),
            ("all_messages_events", Events), ("final_result", "It rains."))
            .Named("agent run")
            .ReadAs(Scope);

        Assert.Equal((SpanRole.Agent, null), (record.Role, record.Call));
        Assert.Equal(Asked, Sent.Shown(record.Input));
        Assert.Equal("It rains.", record.Output);
    }

    [Theory]
    [InlineData("gen_ai.usage.input_tokens")]
    [InlineData("gen_ai.aggregated_usage.input_tokens")]
    public void A_run_of_an_agent_shows_the_whole_conversation_with_its_instructions(string usage)
    {
        var record = Sent.Span(
            ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", "helper"), (usage, 84),
            ("gen_ai.conversation.id", "talk-7"),
            ("gen_ai.system_instructions", """[{"type":"text","content":"be brief"}]"""),
            ("pydantic_ai.all_messages",
                """
                [{"role":"user","parts":[{"type":"text","content":"weather in Oslo?"}]},
                 {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"weather","arguments":{"city":"Oslo"}}]},
                 {"role":"user","parts":[{"type":"tool_call_response","id":"c1","name":"weather","result":"rain"}]},
                 {"role":"assistant","parts":[{"type":"text","content":"It rains."}],"finish_reason":"stop"}]
                """))
            .Named("invoke_agent helper")
            .ReadAs(Scope);

        Assert.Equal((SpanRole.Agent, null, "talk-7"), (record.Role, record.Call, record.SessionId));
        Assert.Equal([.. Asked.Take(3), "user gets rain"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: It rains."], Sent.Shown(record.Output, "assistant"));
        Assert.Equal("weather in Oslo?", MessagePreview.Of(record.Input));
    }

    [Theory]
    [InlineData("tool_arguments", "tool_response", false)]
    [InlineData("gen_ai.tool.call.arguments", "gen_ai.tool.call.result", true)]
    public void A_tool_shows_its_arguments_and_its_result(string arguments, string result, bool saysOperation)
    {
        (string, object?)[] tool =
        [
            ("gen_ai.tool.name", "weather"), ("gen_ai.tool.call.id", "c1"), (arguments, """{"city":"Oslo"}"""), (result, "rain"),
        ];
        var record = Sent.Span(saysOperation ? [.. tool, ("gen_ai.operation.name", "execute_tool")] : tool)
            .Named("running tool")
            .ReadAs(Scope);

        Assert.Equal((SpanRole.Tool, null, """{"city":"Oslo"}""", "rain"), (record.Role, record.Call, record.Input, record.Output));
    }

    [Fact]
    public void A_row_of_tools_frames_them() => Assert.Equal(
        (SpanRole.Chain, null),
        Sent.Span(("tools", new object?[] { "weather" })).Named("running 1 tool").ReadAs(Scope) is var record
            ? (record.Role, record.Call)
            : default);

    [Fact]
    public void Newer_calls_hold_messages_and_instructions_apart()
    {
        var record = Sent.Span(
            [
                .. Chat, ("gen_ai.system_instructions", """[{"type":"text","content":"be brief"}]"""),
                ("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]"""),
                ("gen_ai.output.messages",
                    """
                    [{"role":"assistant","parts":[{"type":"thinking","content":"hm"},{"type":"text","content":"yo"}]}]
                    """),
            ])
            .ReadAs(Scope);

        Assert.Equal(["system: be brief", "user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["assistant Reasoning: hm", "assistant: yo"], Sent.Shown(record.Output, "assistant"));
    }

    [Fact]
    public void Logfires_own_spans_hold_the_request_and_the_answer()
    {
        var record = Sent.Span(
            ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.usage.input_tokens", 42),
            ("request_data", """{"messages":[{"role":"user","content":"hi"}],"model":"gpt-4o"}"""),
            ("response_data", """{"message":{"role":"assistant","content":"yo"},"usage":{"prompt_tokens":42}}"""))
            .ReadAs("logfire.openai");

        Assert.Equal("chat", record.Call?.Operation);
        Assert.Equal(["user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: yo"], Sent.Shown(record.Output, "assistant"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1, \"two\"")]
    [InlineData("{}")]
    public void Events_that_are_none_are_kept_as_they_are(string events)
    {
        var record = Sent.Span([.. Chat, ("events", events)]).ReadAs(Scope);

        Assert.Contains(events, record.Input + record.Raw, StringComparison.Ordinal);
    }
}

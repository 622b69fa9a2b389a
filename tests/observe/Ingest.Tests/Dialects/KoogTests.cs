using Dashboard.Telemetry;
using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Ingest.Tests.Dialects;

/// <summary>JetBrains' Koog tells every message as an event, and the answer as one of the assistant's.</summary>
public sealed class KoogTests
{
    private const string Calls =
        """[{"function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"},"id":"c1","type":"function"}]""";

    private static readonly (string, object?)[] Chat =
    [
        ("gen_ai.operation.name", "chat"), ("gen_ai.system", "openai"), ("gen_ai.request.model", "gpt-4o"),
        ("gen_ai.conversation.id", "run-1"), ("gen_ai.usage.input_tokens", 42), ("gen_ai.usage.output_tokens", 17),
    ];

    [Fact]
    public void The_last_words_of_the_assistant_are_the_answer()
    {
        var record = Sent.Span(Chat)
            .WithEvent("gen_ai.system.message", ("gen_ai.system", "openai"), ("role", "system"), ("content", "be brief"))
            .WithEvent("gen_ai.user.message", ("gen_ai.system", "openai"), ("role", "user"), ("content", "hi"))
            .WithEvent("gen_ai.assistant.message", ("gen_ai.system", "openai"), ("role", "assistant"), ("content", "yo"))
            .Read();

        Assert.Equal(["system: be brief", "user: hi"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: yo"], Sent.Shown(record.Output, "assistant"));
        Assert.Equal(("hi", "run-1"), (MessagePreview.Of(record.Input), record.SessionId));
    }

    [Fact]
    public void A_call_of_a_tool_is_the_assistants_now_and_in_what_went_before()
    {
        (string, object?)[] choice =
            [("gen_ai.system", "openai"), ("role", "tool"), ("tool_calls", Calls), ("finish_reason", "tool_calls")];
        var first = Sent.Span(Chat)
            .WithEvent("gen_ai.user.message", ("role", "user"), ("content", "weather in Oslo?"))
            .WithEvent("gen_ai.choice", [.. choice, ("index", 0)])
            .Read();
        Assert.Equal(["user: weather in Oslo?"], Sent.Shown(first.Input));
        Assert.Equal(["""assistant calls weather {"city":"Oslo"}"""], Sent.Shown(first.Output, "assistant"));

        var second = Sent.Span(Chat)
            .WithEvent("gen_ai.user.message", ("role", "user"), ("content", "weather in Oslo?"))
            .WithEvent("gen_ai.choice", choice)
            .WithEvent("gen_ai.tool.message", ("role", "tool"), ("content", "rain"), ("id", "c1"))
            .WithEvent("gen_ai.assistant.message", ("role", "assistant"), ("content", "Let me see."))
            .WithEvent("gen_ai.choice", choice)
            .Read();
        Assert.Equal(
            ["user: weather in Oslo?", """assistant calls weather {"city":"Oslo"}""", "tool gets rain"], Sent.Shown(second.Input));
        Assert.Equal(
            ["assistant: Let me see.", """assistant calls weather {"city":"Oslo"}"""], Sent.Shown(second.Output, "assistant"));
    }

    [Fact]
    public void Words_that_were_put_into_the_assistants_mouth_are_no_answer()
    {
        var record = Sent.Span(Chat)
            .WithEvent("gen_ai.user.message", ("content", "hi"))
            .WithEvent("gen_ai.assistant.message", ("content", "{"))
            .WithEvent("gen_ai.choice", ("message", new (string, object?)[] { ("content", "}") }))
            .Read();

        Assert.Equal(["user: hi", "assistant: {"], Sent.Shown(record.Input));
        Assert.Equal(["assistant: }"], Sent.Shown(record.Output, "assistant"));
    }

    [Fact]
    public void Tools_and_nodes_show_what_goes_in_and_comes_out()
    {
        var tool = Sent.Read(
            ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "weather"),
            ("input.value", """{"city":"Oslo"}"""), ("output.value", "rain"));
        Assert.Equal((SpanRole.Tool, """{"city":"Oslo"}""", "rain"), (tool.Role, tool.Input, tool.Output));

        var node = Sent.Read(
            ("gen_ai.conversation.id", "run-1"), ("koog.node.id", "ask"), ("koog.node.input", "\"hi\""),
            ("koog.node.output", "\"yo\""));
        Assert.Equal((SpanRole.Chain, null, "\"hi\"", "\"yo\""), (node.Role, node.Call, node.Input, node.Output));
    }
}

using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Telemetry.Tests.Messages;

public sealed class LogMessagesTests
{
    [Fact]
    public void One_record_for_each_message_becomes_a_conversation_and_its_answer()
    {
        var (input, output) = LogMessages.Fold(
        [
            new("gen_ai.system.message", """{"content":"be kind"}""", "{}"),
            new("gen_ai.user.message", """{"role":"customer","content":"hi"}""", "{}"),
            new("gen_ai.assistant.message", """{"tool_calls":[{"id":"c1"}]}""", "{}"),
            new("gen_ai.tool.message", """{"id":"c1","content":"21C"}""", "{}"),
            new("gen_ai.choice", """{"index":0,"finish_reason":"stop","message":{"content":"hello"}}""", "{}"),
        ]);

        Assert.Equal(
            """[{"role":"system","content":"be kind"},{"role":"customer","content":"hi"},"""
            + """{"role":"assistant","tool_calls":[{"id":"c1"}]},{"role":"tool","id":"c1","content":"21C"}]""",
            input);
        Assert.Equal(
            """[{"role":"assistant","index":0,"finish_reason":"stop","message":{"content":"hello"}}]""", output);
    }

    [Theory]
    [InlineData(
        """{"attributes":{"gen_ai.input.messages":[{"role":"user"}],"gen_ai.output.messages":[{"role":"assistant"}]}}""")]
    [InlineData(
        """
        {"attributes":{"gen_ai.input.messages":"[{\"role\":\"user\"}]",
        "gen_ai.output.messages":"[{\"role\":\"assistant\"}]"}}
        """)]
    public void One_record_with_everything_holds_structures_or_text(string raw)
    {
        var (input, output) = LogMessages.Fold([new(LogMessages.Details, null, raw)]);

        Assert.Equal(("""[{"role":"user"}]""", """[{"role":"assistant"}]"""), (input, output));
    }

    [Theory]
    [InlineData("\"be kind\"", """[{"role":"system","parts":[{"type":"text","content":"be kind"}]},{"role":"user"}]""")]
    [InlineData("""[{"type":"text"}]""", """[{"role":"system","parts":[{"type":"text"}]},{"role":"user"}]""")]
    public void Instructions_come_first(string instructions, string expected) => Assert.Equal(
        expected,
        LogMessages.Fold(
        [
            new(LogMessages.Details, null,
                $$$"""
                {"attributes":{"gen_ai.system_instructions":{{{instructions}}},"gen_ai.input.messages":[{"role":"user"}]}}
                """),
        ]).Input);

    [Fact]
    public void A_record_with_everything_comes_before_single_messages() => Assert.Equal(
        ("whole", """[{"role":"assistant","content":"hello"}]"""),
        LogMessages.Fold(
        [
            new("gen_ai.user.message", "part", "{}"),
            new(LogMessages.Details, null, """{"attributes":{"gen_ai.input.messages":"whole"}}"""),
            new("gen_ai.choice", "hello", "{}"),
        ]));

    [Fact]
    public void LiteLLMs_records_hold_the_message_or_its_text_alone() => Assert.Equal(
        ("""[{"role":"system","content":"be kind"},{"role":"user","content":"hi"}]""",
            """[{"role":"assistant","index":0,"message":{"role":"assistant","content":"yes"}}]"""),
        LogMessages.Fold(
        [
            new("gen_ai.content.prompt", """{"role":"system","content":"be kind"}""", "{}"),
            new("gen_ai.content.prompt", null, """{"attributes":{"gen_ai.prompt":"hi"}}"""),
            new("gen_ai.content.completion",
                """{"index":0,"message":{"role":"assistant","content":"yes"}}""", "{}"),
        ]));

    [Fact]
    public void Other_events_and_broken_JSON_say_nothing() => Assert.Equal(
        (null, null),
        LogMessages.Fold(
        [
            new("gen_ai.evaluation.result", "{}", "{}"), new(LogMessages.Details, null, "[broken"),
            new(LogMessages.Details, null, """{"attributes":3}"""),
        ]));
}

using Dashboard.Telemetry.Messages;
using Xunit;

namespace Dashboard.Telemetry.Tests.Messages;

public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("OpenTelemetry", """[{"role":"user","parts":[{"type":"text","content":"hi"}]}]""")]
    [InlineData("OpenAI string", """[{"role":"user","content":"hi"}]""")]
    [InlineData("OpenAI parts", """[{"role":"user","content":[{"type":"text","text":"hi"}]}]""")]
    [InlineData("OpenAI request", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData(
        "OpenAI responses", """[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}]""")]
    [InlineData("Gemini", """{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}""")]
    [InlineData("Vercel prompt", """{"prompt":"hi"}""")]
    [InlineData("Vercel messages", """{"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}""")]
    [InlineData("A list of texts", """["hi"]""")]
    [InlineData("A JSON string", "\"hi\"")]
    [InlineData("Plain text", "hi")]
    public void Every_dialect_says_the_same(string dialect, string content)
    {
        var message = Assert.Single(MessageReader.Read(content, "user"));
        Assert.True(message is { Role: "user", Text: "hi" }, dialect);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"assistant","content":"yes"}}]}""")]
    [InlineData("""[{"role":"assistant","parts":[{"type":"text","content":"yes"}],"finish_reason":"stop"}]""")]
    [InlineData("""{"candidates":[{"content":{"role":"model","parts":[{"text":"yes"}]}}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":"yes"}]}""")]
    [InlineData("""{"text":"yes"}""")]
    [InlineData("yes")]
    public void Answers_are_read_from_whole_responses_too(string content) =>
        Assert.Equal("yes", Assert.Single(MessageReader.Read(content, "assistant")).Text);

    [Fact]
    public void A_system_prompt_beside_the_messages_comes_first()
    {
        const string Prompt = """{"system":"Be brief","messages":[{"role":"user","content":"hi"}]}""";
        var messages = MessageReader.Read(Prompt, "user").Select(message => (message.Role, message.Text));
        Assert.Equal([("system", "Be brief"), ("user", "hi")], messages);
    }

    [Theory]
    [InlineData(
        """
        [{"role":"assistant","content":null,"tool_calls":[
          {"id":"1","type":"function","function":{"name":"lookup","arguments":"{\"id\":7}"}}]}]
        """)]
    [InlineData("""[{"role":"assistant","parts":[{"type":"tool_call","name":"lookup","arguments":{"id":7}}]}]""")]
    [InlineData("""[{"role":"assistant","content":[{"type":"tool_use","name":"lookup","input":{"id":7}}]}]""")]
    [InlineData("""[{"role":"assistant","content":[{"type":"tool-call","toolName":"lookup","input":{"id":7}}]}]""")]
    [InlineData("""[{"role":"model","parts":[{"functionCall":{"name":"lookup","args":{"id":7}}}]}]""")]
    public void A_tool_call_keeps_its_name_and_arguments(string content)
    {
        var part = Assert.Single(Assert.Single(MessageReader.Read(content, "assistant")).Parts);
        Assert.Equal((MessagePartKind.ToolCall, "lookup"), (part.Kind, part.Name));
        Assert.Contains("\"id\": 7", part.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"role":"tool","tool_call_id":"1","content":"shipped"}]""")]
    [InlineData("""[{"role":"tool","parts":[{"type":"tool_call_response","id":"1","response":"shipped"}]}]""")]
    [InlineData(
        """
        [{"role":"user","content":[
          {"type":"tool_result","tool_use_id":"1","content":[{"type":"text","text":"shipped"}]}]}]
        """)]
    [InlineData("""[{"role":"tool","content":[{"type":"tool-result","toolName":"lookup","result":"shipped"}]}]""")]
    public void A_tool_result_is_told_from_text(string content)
    {
        var part = Assert.Single(Assert.Single(MessageReader.Read(content, "user")).Parts);
        Assert.Equal((MessagePartKind.ToolResult, "shipped"), (part.Kind, part.Text));
    }

    [Theory]
    [InlineData("OpenAI's parts within text", """[{"role":"user","content":"[{\"type\":\"text\",\"text\":\"hi\"}]"}]""")]
    [InlineData("Bedrock's parts within text", """[{"role":"user","content":"[{\"text\":\"hi\"}]"}]""")]
    [InlineData("Bedrock's parts", """{"messages":[{"role":"user","content":[{"text":"hi"}]}]}""")]
    [InlineData("LangChain", """[[{"type":"human","content":"hi"}]]""")]
    [InlineData("LiveKit", """{"items":[{"type":"message","role":"user","content":["hi"]}]}""")]
    [InlineData("An event of OpenTelemetry", """[{"event.name":"gen_ai.user.message","content":"hi"}]""")]
    public void Other_senders_say_the_same(string sender, string content)
    {
        var message = Assert.Single(MessageReader.Read(content, "user"));
        Assert.True(message is { Role: "user", Text: "hi" }, sender);
    }

    [Theory]
    [InlineData("[{not json")]
    [InlineData("""[{"name":"text","age":3}]""")]
    [InlineData("[1,2]")]
    public void Words_that_only_look_like_parts_stay_words(string words)
    {
        var content = System.Text.Json.JsonSerializer.Serialize(new[] { new { role = "user", content = words } });
        Assert.Equal(words, Assert.Single(MessageReader.Read(content, "user")).Said);
    }

    [Fact]
    public void Turns_without_a_role_are_whose_their_type_says()
    {
        const string Input =
            """
            [{"type":"message","role":"user","content":"weather?"},{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},
             {"type":"function_call","call_id":"1","name":"lookup","arguments":"{\"id\":7}"},
             {"type":"function_call_output","call_id":"1","output":"rain"}]
            """;
        var messages = MessageReader.Read(Input, "user");
        Assert.Equal(["user", "assistant", "assistant", "tool"], messages.Select(message => message.Role));
        Assert.Equal((MessagePartKind.Reasoning, "hm"), (messages[1].Parts[0].Kind, messages[1].Parts[0].Text));
        Assert.Equal("weather?", MessagePreview.Of(Input));
    }

    [Theory]
    [InlineData("""[{"role":"user","content":"hi"},{"role":"user","parts":[{"type":"tool_call_response","response":"rain"}]}]""")]
    [InlineData("""[{"role":"user","content":"hi"},{"role":"user","content":[{"type":"tool_result","content":"rain"}]}]""")]
    [InlineData("""[{"role":"user","content":"hi"},{"role":"user","tool_call_id":"1","content":"rain"}]""")]
    [InlineData("""[{"role":"user","content":[{"text":"hi"}]},{"role":"user","content":[{"toolResult":{"content":[{"text":"rain"}]}}]}]""")]
    public void The_line_of_a_call_is_what_the_user_said_and_no_result_of_a_tool(string input) =>
        Assert.Equal("hi", MessagePreview.Of(input));

    [Theory]
    [InlineData("""[{"role":"assistant","tool_calls":"[{\"function\":{\"name\":\"lookup\",\"arguments\":\"{}\"}}]"}]""")]
    [InlineData("""[{"role":"assistant","tool_calls":["{\"function\":{\"name\":\"lookup\",\"arguments\":\"{}\"}}"]}]""")]
    [InlineData("""[{"role":"assistant","content":[{"toolUse":{"toolUseId":"1","name":"lookup","input":{}}}]}]""")]
    [InlineData("""[{"role":"assistant","index":0,"message":"[{\"toolUse\":{\"name\":\"lookup\",\"input\":{}}}]"}]""")]
    public void Calls_of_tools_are_found_within_text_too(string output)
    {
        var part = Assert.Single(MessageReader.Read(output, "assistant").SelectMany(message => message.Parts));
        Assert.Equal((MessagePartKind.ToolCall, "lookup"), (part.Kind, part.Name));
    }

    [Fact]
    public void Reasoning_and_images_are_told_from_text()
    {
        var parts = Assert.Single(MessageReader.Read(
            """
            [{"role":"assistant","content":[
              {"type":"thinking","thinking":"hm"},
              {"type":"image_url","image_url":{"url":"data:"}},
              {"type":"text","text":"so"}]}]
            """,
            "assistant")).Parts;
        Assert.Equal(
            [MessagePartKind.Reasoning, MessagePartKind.Attachment, MessagePartKind.Text],
            parts.Select(part => part.Kind));
        Assert.DoesNotContain("data:", parts[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":{"deep":[1,2]}}""")]
    [InlineData("""[{"score":0.3}]""")]
    [InlineData("42")]
    public void What_no_dialect_explains_is_shown_as_it_is(string content)
    {
        var part = Assert.Single(Assert.Single(MessageReader.Read(content, "user")).Parts);
        Assert.Equal(MessagePartKind.Json, part.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Nothing_gives_no_message(string? content) => Assert.Empty(MessageReader.Read(content, "user"));

    [Theory]
    [InlineData("{not json")]
    [InlineData("[1, 2")]
    [InlineData("<script>alert(1)</script>")]
    public void Broken_json_is_text(string content) =>
        Assert.Equal(content, Assert.Single(MessageReader.Read(content, "user")).Text);

    [Fact]
    public void Deep_nesting_is_text_and_not_a_fault()
    {
        var deep = new string('[', 5000) + new string(']', 5000);
        Assert.Equal(deep, Assert.Single(MessageReader.Read(deep, "user")).Text);
    }
}

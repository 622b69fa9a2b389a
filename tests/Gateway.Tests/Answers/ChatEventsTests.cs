using System.Text;
using System.Text.Json;
using Dashboard.Gateway.Answers;
using Xunit;

namespace Dashboard.Gateway.Tests.Answers;

public sealed class ChatEventsTests
{
    [Theory]
    [InlineData("""{"usage":null}""", "{}")]
    [InlineData("""{"usage":null,"a":1}""", """{"a":1}""")]
    [InlineData("""{ "usage" : null , "a":1}""", """{ "a":1}""")]
    [InlineData("""{"a":1,"usage":null}""", """{"a":1}""")]
    [InlineData("""{"a":1 , "usage" : null , "b":2}""", """{"a":1 , "b":2}""")]
    public void An_empty_usage_is_cut_out_with_one_comma(string chunk, string left)
    {
        var edit = ChatEvents.Instance.Read(Encoding.UTF8.GetBytes(chunk), new AnswerFacts(0));

        var bytes = Encoding.UTF8.GetBytes(chunk).ToList();
        var (start, length) = edit.Cut.GetOffsetAndLength(bytes.Count);
        bytes.RemoveRange(start, length);
        var cut = Encoding.UTF8.GetString([.. bytes]);
        Assert.False(edit.Drop);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(left).RootElement, JsonDocument.Parse(cut).RootElement), cut);
    }

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1}}""", true)]
    [InlineData("""{"choices":[{"index":0}],"usage":{"prompt_tokens":1}}""", false)]
    [InlineData("""{"choices":[]}""", false)]
    public void Only_a_chunk_that_is_nothing_but_usage_is_dropped(string chunk, bool isDropped)
    {
        Assert.Equal(isDropped, ChatEvents.Instance.Read(Encoding.UTF8.GetBytes(chunk), new AnswerFacts(0)).Drop);
    }

    [Theory]
    [InlineData("""{"content":"x"}""", true)]
    [InlineData("""{"reasoning_content":"x"}""", true)]
    [InlineData("""{"reasoning":"x"}""", true)]
    [InlineData("""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]}""", true)]
    [InlineData("""{"audio":{"data":"AAAA"}}""", true)]
    [InlineData("""{"role":"assistant","content":""}""", false)]
    [InlineData("""{"content":null}""", false)]
    [InlineData("{}", false)]
    public void The_first_token_is_content_reasoning_a_tool_or_sound(string delta, bool isToken)
    {
        var facts = new AnswerFacts(0);

        ChatEvents.Instance.Read(
            Encoding.UTF8.GetBytes($$"""{"choices":[{"index":0,"delta":{{delta}}}]}"""), facts);

        Assert.Equal(isToken, facts.Deltas > 0);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"\\ud800\"}}]}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_cannot_be_read_is_kept(string data)
    {
        Assert.True(ChatEvents.Instance.Read(Encoding.UTF8.GetBytes(data), new AnswerFacts(100)).IsKeep);
    }
}

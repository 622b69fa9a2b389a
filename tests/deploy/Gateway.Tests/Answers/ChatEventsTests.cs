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

    [Fact]
    public void A_chunk_with_half_an_emoji_loses_neither_its_text_nor_its_usage()
    {
        var facts = new AnswerFacts(100);

        Read(facts, """{"choices":[{"index":0,"delta":{"content":"hi "}}]}""");
        Read(
            facts,
            """
            {"\ud83d":1,"choices":[{"index":0,"delta":{"content":"cut \ud83d","\ude00":2},"finish_reason":"length"}],
             "usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}
            """);

        Assert.Equal("assistant|hi cut \uFFFD", Plain(facts));
        Assert.Equal((1000, 100), (facts.Usage!.Value.Input, facts.Usage.Value.Output));
        Assert.Equal("length", facts.FinishReason);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("reasoning_content")]
    public void An_emoji_in_two_chunks_is_whole_in_the_record(string member)
    {
        var facts = new AnswerFacts(100);

        Read(facts, $$$"""{"choices":[{"index":0,"delta":{"{{{member}}}":"a\ud83d"}}]}""");
        Read(facts, $$$"""{"choices":[{"index":0,"delta":{"{{{member}}}":"\ude00b"}}]}""");

        Assert.Contains("a😀b", Plain(facts), StringComparison.Ordinal);
    }

    [Fact]
    public void An_emoji_whose_bytes_are_in_two_chunks_is_whole_in_the_record()
    {
        var facts = new AnswerFacts(100);
        var emoji = "😀"u8.ToArray();

        ChatEvents.Instance.Read(Chunk([(byte)'a', .. emoji[..2]]), facts);
        ChatEvents.Instance.Read(Chunk([.. emoji[2..], (byte)'b']), facts);

        Assert.Contains("a😀b", Plain(facts), StringComparison.Ordinal);
    }

    [Fact]
    public void An_emoji_in_two_pieces_of_a_tools_arguments_is_whole_in_the_record()
    {
        var facts = new AnswerFacts(100);

        Read(facts, """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"a\ud83d"}}]}}]}""");
        Read(facts, """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\ude00b"}}]}}]}""");

        Assert.Contains("a😀b", Plain(facts), StringComparison.Ordinal);
    }

    private static byte[] Chunk(byte[] content) =>
        [.. "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\""u8, .. content, .. "\"}}]}"u8];

    private static void Read(AnswerFacts facts, string chunk) =>
        ChatEvents.Instance.Read(Encoding.UTF8.GetBytes(chunk), facts);

    private static string Plain(AnswerFacts facts) =>
        string.Join('|', Strings(JsonElement.Parse(facts.Text.ToJson()!)));

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}

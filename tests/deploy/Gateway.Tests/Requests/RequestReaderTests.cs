using System.Text;
using Dashboard.Gateway.Door;
using Dashboard.Gateway.Requests;
using Xunit;

namespace Dashboard.Gateway.Tests.Requests;

public sealed class RequestReaderTests
{
    [Theory]
    [InlineData("""{"model":"m","stream":true}""", """{"stream_options":{"include_usage":true},"model":"m","stream":true}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":null}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{}}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"x":1}}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage":true,"x":1}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include_usage": false }}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage": true }}""")]
    public void A_stream_is_asked_for_its_usage_by_the_least_change(string body, string changed)
    {
        var edit = Read(body).UsageEdit!.Value;

        Assert.Equal(
            changed, body[..edit.Start] + Encoding.UTF8.GetString(edit.Replacement.Span) + body[edit.End..]);
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","stream":false}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":"upstream refuses this"}""")]
    public void Where_usage_comes_anyway_nothing_is_changed(string body)
    {
        Assert.Null(Read(body).UsageEdit);
    }

    [Fact]
    public void What_routing_and_limits_need_is_read()
    {
        var request = Read(
            """
            {"user":"u","service_tier":"flex","max_tokens":5,"max_completion_tokens":9,"n":2,"model":"m",
             "messages":[{"role":"user","content":"12345678"}]}
            """);

        Assert.Equal(("m", "u", "flex"), (request.Model, request.User, request.ServiceTier));
        Assert.Equal((9L, 2L, 3L), (request.MaxOutputTokens, request.Choices, request.EstimatedInputTokens));
    }

    [Fact]
    public void A_picture_is_not_counted_by_its_length()
    {
        var picture = "data:image/png;base64," + new string('A', 1_000_000);

        var request = Read($$$"""{"model":"m","messages":[{"content":[{"image_url":{"url":"{{{picture}}}"}}]}]}""");

        Assert.InRange(request.EstimatedInputTokens, 500, 2000);
    }

    [Theory]
    [InlineData("1e6", 1_000_000)]
    [InlineData("1E3", 1_000)]
    [InlineData("1000.0", 1_000)]
    [InlineData("12.5", 13)]
    [InlineData("\"800\"", 800)]
    [InlineData("\" 1e3 \"", 1_000)]
    [InlineData("1e400", RequestNumbers.Most)]
    [InlineData("99999999999999999999", RequestNumbers.Most)]
    public void However_a_limit_is_written_it_is_read(string written, long tokens)
    {
        foreach (var name in new[] { "max_tokens", "max_completion_tokens", "max_output_tokens" })
        {
            Assert.Equal(tokens, Read($$"""{"model":"m","{{name}}":{{written}}}""").MaxOutputTokens);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("-5")]
    [InlineData("\"many\"")]
    [InlineData("\"NaN\"")]
    [InlineData("{}")]
    public void What_is_no_limit_is_none(string written)
    {
        Assert.Null(Read($$"""{"model":"m","max_tokens":{{written}}}""").MaxOutputTokens);
    }

    [Theory]
    [InlineData("\"n\":3", 3)]
    [InlineData("\"n\":\"3\"", 3)]
    [InlineData("\"best_of\":5", 5)]
    [InlineData("\"n\":2,\"best_of\":5", 5)]
    [InlineData("\"best_of\":2,\"n\":4", 4)]
    [InlineData("\"n\":1e9", 1024)]
    [InlineData("\"prompt\":[\"a\",\"b\",\"c\"]", 3)]
    [InlineData("\"prompt\":[[1,2],[3]],\"best_of\":2", 4)]
    [InlineData("\"prompt\":[1,2,3]", 1)]
    public void Every_answer_that_will_be_written_counts(string members, long answers)
    {
        Assert.Equal(answers, Read($$"""{"model":"m",{{members}}}""", Surface.Completions).Choices);
    }

    [Fact]
    public void A_prompt_of_tokens_has_as_many()
    {
        Assert.Equal(5, Read("""{"model":"m","prompt":[[1,2],[3,4,5]]}""", Surface.Completions).EstimatedInputTokens);
        Assert.Equal(3, Read("""{"model":"m","input":[1,2,3]}""", Surface.Embeddings).EstimatedInputTokens);
    }

    [Fact]
    public void A_deep_schema_is_no_error()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);

        Assert.Equal("m", Read($$"""{"model":"m","tools":{{deep}}}""").Model);
    }

    private static CallRequest Read(string body, Surface surface = Surface.ChatCompletions)
    {
        Assert.Null(RequestReader.Read(surface, Encoding.UTF8.GetBytes(body), out var request));
        return request;
    }
}

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

    [Fact]
    public void A_deep_schema_is_no_error()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);

        Assert.Equal("m", Read($$"""{"model":"m","tools":{{deep}}}""").Model);
    }

    private static CallRequest Read(string body)
    {
        Assert.Null(RequestReader.Read(Surface.ChatCompletions, Encoding.UTF8.GetBytes(body), out var request));
        return request;
    }
}

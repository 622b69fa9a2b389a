using System.Text.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>OpenAI's own client notices nothing of the gateway, but for the headers.</summary>
public sealed class OpenAiClientTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_is_answered_with_text_and_usage_and_says_who_served_it()
    {
        var seen = await DoAsync("chat");

        Assert.Equal("You said: Hello there", Text(seen, "text"));
        Assert.Equal("gpt-4o-mini", Text(seen, "model"));
        Assert.Equal(42, seen.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        var headers = seen.GetProperty("headers");
        Assert.StartsWith("req_", Text(headers, "x-request-id"), StringComparison.Ordinal);
        Assert.StartsWith("up_", Text(headers, "x-upstream-request-id"), StringComparison.Ordinal);
        Assert.Equal("gus", Text(headers, "x-gateway-route"));
        Assert.Equal("v1", Text(headers, "x-gateway-model-version"));
        Assert.Equal("1", Text(headers, "x-gateway-attempts"));
        Assert.Equal("0.0000153", Text(headers, "x-gateway-cost-usd"));
    }

    [Fact]
    public async Task The_key_of_the_gateway_does_not_go_upstream()
    {
        await DoAsync("chat");

        Assert.DoesNotContain(fixture.Provider.LastHeaders, header =>
            header.Value.ToString().Contains(DashboardServer.AdminKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_shows_no_usage_that_was_not_asked_for()
    {
        var seen = await DoAsync("stream");

        Assert.Equal("You said: Hello there", Text(seen, "text"));
        Assert.Equal("stop", Text(seen, "finish"));
        Assert.Equal(0, Number(seen, "usages"));
        Assert.Equal(0, Number(seen, "nullUsages"));
        Assert.Equal(0, Number(seen, "emptyChoices"));
    }

    [Fact]
    public async Task A_stream_shows_its_usage_where_that_was_asked_for()
    {
        var seen = await DoAsync("streamWithUsage");

        Assert.Equal("You said: Hello there", Text(seen, "text"));
        Assert.Equal(1, Number(seen, "usages"));
        Assert.Equal(59, seen.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Tools_are_called_in_one_piece_and_in_a_stream()
    {
        var seen = await DoAsync("tools");

        Assert.Equal("weather", Text(seen.GetProperty("call"), "name"));
        Assert.Equal("""{"city":"Paris"}""", Text(seen.GetProperty("call"), "arguments"));
        Assert.Equal("tool_calls", Text(seen, "finish"));
        Assert.Equal("You said: Sunny", Text(seen, "text"));
        var streamed = seen.GetProperty("streamed");
        Assert.Equal("weather", Text(streamed, "tool"));
        Assert.Equal("""{"city":"Paris"}""", Text(streamed, "toolArguments"));
        Assert.Equal("tool_calls", Text(streamed, "finish"));
    }

    [Fact]
    public async Task A_response_is_made()
    {
        var seen = await DoAsync("responses");

        Assert.Equal("You said: Hello there", Text(seen, "text"));
        Assert.StartsWith("resp_e2e_", Text(seen, "id"), StringComparison.Ordinal);
        Assert.Equal(17, seen.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task A_response_is_streamed()
    {
        var seen = await DoAsync("responsesStream");

        Assert.Equal("You said: Hello there", Text(seen, "text"));
        var types = seen.GetProperty("types").EnumerateArray().Select(type => type.GetString()).ToList();
        Assert.Equal("response.created", types[0]);
        Assert.Equal("response.completed", types[^1]);
        Assert.Equal(59, seen.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task Embeddings_come_as_numbers_in_both_formats()
    {
        var seen = await DoAsync("embeddings");

        float[] vector = [0.25f, -0.5f, 1f];
        var vectors = seen.GetProperty("vectors").EnumerateArray().ToList();
        Assert.Equal(2, vectors.Count);
        Assert.All(vectors.Append(seen.GetProperty("plain")), one => Assert.Equal(
            vector, one.EnumerateArray().Select(number => number.GetSingle())));
        Assert.Equal(8, seen.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Fact]
    public async Task The_routes_are_listed_as_models()
    {
        var seen = await DoAsync("models");

        Assert.Equal(["gus"], seen.GetProperty("ids").EnumerateArray().Select(id => id.GetString()));
    }

    [Theory]
    [InlineData(400, "BadRequestError")]
    [InlineData(401, "AuthenticationError")]
    [InlineData(404, "NotFoundError")]
    [InlineData(429, "RateLimitError")]
    [InlineData(500, "InternalServerError")]
    public async Task An_error_of_the_provider_reaches_the_application_as_it_is(int status, string kind)
    {
        var seen = await DoAsync("fail", $"fail {status}");

        Assert.Equal(kind, Text(seen, "kind"));
        Assert.Equal(status, Number(seen, "status"));
        Assert.Equal($"code_{status}", Text(seen, "code"));
        Assert.Equal($"type_{status}", Text(seen, "type"));
        Assert.Contains($"The provider says {status}", Text(seen, "message"), StringComparison.Ordinal);
        Assert.Equal("20", Text(seen.GetProperty("headers"), "retry-after"));
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_an_authentication_error()
    {
        var seen = await OpenAiClient.DoAsync("fail", fixture.BaseUrl, "lops_000000000000_nobody", Cancel, "Hello");

        Assert.Equal("AuthenticationError", Text(seen, "kind"));
        Assert.Equal("invalid_api_key", Text(seen, "code"));
    }

    [Fact]
    public async Task Forty_streams_at_once_do_not_mix()
    {
        var streams = (await DoAsync("parallel", "40")).GetProperty("streams").EnumerateArray().ToList();

        Assert.Equal(40, streams.Count);
        Assert.All(streams, stream => Assert.True(stream.GetProperty("whole").GetBoolean()));
        Assert.All(streams, stream => Assert.Equal("stop", Text(stream, "finish")));
    }

    [Fact]
    public async Task A_client_that_leaves_takes_the_provider_with_it()
    {
        var (leftBefore, abortsBefore) = (fixture.Provider.LeftAt.Count, await fixture.Admin.SumAsync("client_aborts"));

        var seen = await DoAsync("abort");

        await Eventually.BecomesAsync(leftBefore + 1, () => Task.FromResult(fixture.Provider.LeftAt.Count));
        Measurements.Note(
            "A client leaves a stream until the provider knows",
            TimeSpan.FromMilliseconds(fixture.Provider.LeftAt.Last() - seen.GetProperty("leftAt").GetInt64()));
        await Eventually.BecomesAsync(abortsBefore + 1, () => fixture.Admin.SumAsync("client_aborts"));
    }

    private Task<JsonElement> DoAsync(string doing, string argument = "") =>
        OpenAiClient.DoAsync(doing, fixture.BaseUrl, DashboardServer.AdminKey, Cancel, argument);

    private static string? Text(JsonElement seen, string name) => seen.GetProperty(name).GetString();

    private static int Number(JsonElement seen, string name) => seen.GetProperty(name).GetInt32();
}

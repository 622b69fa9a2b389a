using Dashboard.Deployments.Serving;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class ResponsesTests : IAsyncLifetime
{
    private const string Answer =
        """
        {"id":"resp_1","object":"response","status":"completed","model":"gpt-4o-mini-2024-07-18","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello!"}]}],"service_tier":"default","usage":{"input_tokens":42,"input_tokens_details":{"cached_tokens":16},"output_tokens":17,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":59}}
        """;

    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync();
        _gateway.Serve(_upstream);
        _upstream.Answer = Reply.Json(200, Answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_response_is_passed_on_and_recorded_with_its_instructions_and_output()
    {
        var response = await _gateway.PostAsync(
            "/v1/responses", """{"model":"gus","instructions":"Be kind","input":"Hello"}""");
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(Answer, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("0.0000153", response.Headers.GetValues("x-gateway-cost-usd").Single());
        Assert.Equal(("resp_1", "completed", 17L), (record.ResponseId, record.FinishReason, record.Tokens?.Output));
        Assert.Equal("""{"system":"Be kind","prompt":"Hello"}""", record.Input);
        Assert.StartsWith("[{\"type\":\"message\"", record.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_passed_on_untouched_and_its_usage_read_from_its_end()
    {
        string[] events =
        [
            "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"model\":\"gpt-4o-mini\",\"usage\":null}}\n\n",
            "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hello!\"}\n\n",
            $"event: response.completed\ndata: {{\"type\":\"response.completed\",\"response\":{Answer}}}\n\n",
        ];
        _upstream.Answer = Reply.Stream(events);
        const string request = """{"model":"gus","stream":true,"input":"Hello"}""";

        var body = await (await _gateway.PostAsync("/v1/responses", request)).Content.ReadAsStringAsync(Cancel);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(string.Concat(events), body);
        Assert.Equal(request.Replace("gus", "gpt-4o-mini", StringComparison.Ordinal), _upstream.Seen[0].Body);
        Assert.Equal((42L, 17L), (record.Tokens!.Value.Input, record.Tokens.Value.Output));
        Assert.NotNull(record.TimeToFirstTokenMicros);
        Assert.Contains("output_text", record.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_continues_a_response_goes_to_the_version_that_made_it()
    {
        await using var other = await FakeUpstream.StartAsync();
        _gateway.Serve(StickyBy.None, GatewayServer.Version("v1", 100, _upstream));
        await _gateway.PostAsync("/v1/responses", """{"model":"gus","input":"Hello"}""");
        _gateway.Serve(
            StickyBy.None, GatewayServer.Version("v2", 100, other), GatewayServer.Version("v1", 0, _upstream));

        await _gateway.PostAsync("/v1/responses", """{"model":"gus","input":"x","previous_response_id":"resp_1"}""");
        await _gateway.PostAsync("/v1/responses", """{"model":"gus","input":"x","previous_response_id":"resp_9"}""");

        Assert.Equal(2, _upstream.Seen.Count);
        Assert.Single(other.Seen);
    }
}

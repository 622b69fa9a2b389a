using System.Net;
using System.Text.Json;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class MessagesTests : IAsyncLifetime
{
    private const string Request =
        """{"model":"gus","max_tokens":64,"system":"Be brief","metadata":{"user_id":"u1"},"messages":[{"role":"user","content":"Hi"}]}""";

    // 10 in, 5 read from the cache, 3 written to it, 7 out.
    private const string Answer =
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Hello!"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":3,"output_tokens":7,"service_tier":"standard"}}
        """;

    private static readonly string _start = Event(
        "message_start",
        """
        "message":{"id":"msg_2","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":3,"output_tokens":1}}
        """);

    private static readonly string _text =
        Event("content_block_start", """ "index":0,"content_block":{"type":"text","text":""} """)
        + Event("ping", "\"x\":1")
        + Event("content_block_delta", """ "index":0,"delta":{"type":"text_delta","text":"Hel"} """)
        + Event("content_block_delta", """ "index":0,"delta":{"type":"text_delta","text":"lo"} """)
        + Event("content_block_stop", "\"index\":0");

    private static readonly string _tool =
        Event("content_block_start", """ "index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}} """)
        + Event("content_block_delta", """ "index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"} """)
        + Event("content_block_delta", """ "index":1,"delta":{"type":"input_json_delta","partial_json":"\"Paris\"}"} """)
        + Event("content_block_stop", "\"index\":1");

    private static readonly string _end =
        Event("message_delta", """ "delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":17} """)
        + Event("message_stop", "\"x\":1");

    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync();
        _gateway.Serve(StickyBy.Key, GatewayServer.Anthropic("c1", 100, _upstream));
        _upstream.Answer = Reply.Json(200, Answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task A_message_goes_to_anthropic_with_its_headers_and_comes_back_as_it_is()
    {
        var response = await _gateway.PostAsync("/v1/messages", Request, ("anthropic-beta", "context-1m-2025-08-07"));
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(Answer, await response.Content.ReadAsStringAsync(Cancel));
        var seen = Assert.Single(_upstream.Seen);
        Assert.Equal("/v1/messages", seen.Path);
        Assert.Equal(Request.Replace("gus", "claude-sonnet-4-5", StringComparison.Ordinal), seen.Body);
        Assert.Equal(GatewayServer.ProviderKey, seen.Headers["x-api-key"]);
        Assert.Equal("2023-06-01", seen.Headers["anthropic-version"]);
        Assert.Equal("context-1m-2025-08-07", seen.Headers["anthropic-beta"]);
        Assert.Empty(seen.Headers.Authorization.ToString());
        Assert.Equal(("chat", "/v1/messages", "anthropic"), (record.Operation, record.Path, record.Provider));
        Assert.Equal(("msg_1", "claude-sonnet-4-5-20250929"), (record.ResponseId, record.ResponseModel));
        var tokens = record.Tokens!.Value;
        Assert.Equal((10L, 5L, 3L, 7L), (tokens.InputUncached, tokens.CacheRead, tokens.CacheWrite, tokens.Output));
        Assert.Equal(("end_turn", "standard", "u1"), (record.FinishReason, record.ServiceTier, record.UserId));

        // At $3, $0.30, $3.75 and $15 per million.
        Assert.Equal("0.00014775", response.Headers.GetValues("x-gateway-cost-usd").Single());
        Assert.Equal("""[{"role":"assistant","content":[{"type":"text","text":"Hello!"}]}]""", record.Output);
        Assert.Equal("""{"system":"Be brief","input":[{"role":"user","content":"Hi"}]}""", record.Input);
    }

    [Fact]
    public async Task The_clients_version_of_the_interface_is_kept()
    {
        await _gateway.PostAsync("/v1/messages", Request, ("anthropic-version", "2099-01-01"));

        Assert.Equal("2099-01-01", _upstream.Seen[0].Headers["anthropic-version"]);
    }

    [Fact]
    public async Task A_count_of_tokens_is_passed_through_and_is_no_call()
    {
        const string Count = """{"input_tokens":14}""";
        _upstream.AnswerInTurn(Reply.Json(200, Count), Reply.Json(200, Answer));

        var response = await _gateway.PostAsync("/v1/messages/count_tokens", Request);
        Assert.Equal(Count, await response.Content.ReadAsStringAsync(Cancel));
        await _gateway.PostAsync("/v1/messages", Request);

        Assert.Equal(["/v1/messages/count_tokens", "/v1/messages"], _upstream.Seen.Select(seen => seen.Path));
        Assert.Equal(Request.Replace("gus", "claude-sonnet-4-5", StringComparison.Ordinal), _upstream.Seen[0].Body);
        Assert.Equal(
            (GatewayServer.ProviderKey, "2023-06-01"),
            (_upstream.Seen[0].Headers["x-api-key"].ToString(), _upstream.Seen[0].Headers["anthropic-version"].ToString()));
        Assert.False(response.Headers.Contains("x-gateway-cost-usd"));
        Assert.Equal("/v1/messages", (await _gateway.Records.NextAsync()).Path);
    }

    [Fact]
    public async Task A_refused_count_of_tokens_comes_back_in_anthropics_shape_and_others_versions_answer_none()
    {
        _upstream.Answer = Reply.Json(
            400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages: required"}}""");
        var refused = await _gateway.PostAsync("/v1/messages/count_tokens", Request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("messages: required", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        _gateway.Serve(_upstream);
        var other = await _gateway.PostAsync("/v1/messages/count_tokens", Request);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Contains("/v1/chat/completions", await other.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Single(_upstream.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/anthropic")]
    [InlineData("/anthropic/v1")]
    public async Task The_base_address_may_be_written_as_anthropics_clients_write_it(string path)
    {
        var version = GatewayServer.Anthropic("c1", 100, _upstream);
        var root = new Uri(_upstream.BaseUrl, path.Length == 0 ? "/" : path);
        _gateway.Serve(StickyBy.Key, version with { Connection = version.Connection with { BaseUrl = root } });

        await _gateway.PostAsync("/v1/messages", Request);

        Assert.Equal($"{path.Replace("/v1", "", StringComparison.Ordinal)}/v1/messages", _upstream.Seen[0].Path);
    }

    [Fact]
    public async Task A_stream_is_passed_on_as_it_comes_and_both_parts_of_its_usage_are_read()
    {
        _upstream.Answer = Reply.Stream(_start, _text, _tool, _end);

        var response = await _gateway.PostAsync("/v1/messages", Streamed());
        var body = await response.Content.ReadAsStringAsync(Cancel);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(_start + _text + _tool + _end, body);
        Assert.Equal((SpanStatus.Ok, UsageSource.Gateway), (record.Status, record.UsageSource));
        var tokens = record.Tokens!.Value;
        Assert.Equal((10L, 5L, 3L, 17L), (tokens.InputUncached, tokens.CacheRead, tokens.CacheWrite, tokens.Output));
        Assert.Equal("tool_use", record.FinishReason);
        Assert.NotNull(record.TimeToFirstTokenMicros);
        var message = JsonDocument.Parse(record.Output!).RootElement[0];
        Assert.Equal("Hello", message.GetProperty("content").GetString());
        var call = message.GetProperty("tool_calls")[0].GetProperty("function");
        Assert.Equal("weather", call.GetProperty("name").GetString());
        Assert.Equal("""{"city":"Paris"}""", call.GetProperty("arguments").GetString());
    }

    [Fact]
    public async Task A_last_usage_of_zeros_takes_nothing_away()
    {
        _upstream.Answer = Reply.Stream(
            _start,
            _text,
            Event("message_delta", """ "delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":0,"output_tokens":9} """),
            Event("message_stop", "\"x\":1"));

        await (await _gateway.PostAsync("/v1/messages", Streamed())).Content.ReadAsStringAsync(Cancel);

        var tokens = (await _gateway.Records.NextAsync()).Tokens!.Value;
        Assert.Equal((10L, 5L, 3L, 9L), (tokens.InputUncached, tokens.CacheRead, tokens.CacheWrite, tokens.Output));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_ends_with_an_error_in_anthropics_shape()
    {
        _upstream.Answer = Reply.Stream(_start, _text);

        var body = await (await _gateway.PostAsync("/v1/messages", Streamed())).Content.ReadAsStringAsync(Cancel);

        Assert.StartsWith(_start + _text + "event: error\ndata: {\"type\":\"error\",\"error\":{", body, StringComparison.Ordinal);
        Assert.Equal("broken", (await _gateway.Records.NextAsync()).ErrorType);
    }

    [Fact]
    public async Task An_error_within_a_stream_is_the_calls()
    {
        _upstream.Answer = Reply.Stream(
            _start, Event("error", """ "error":{"type":"overloaded_error","message":"Overloaded"} """));

        await (await _gateway.PostAsync("/v1/messages", Streamed())).Content.ReadAsStringAsync(Cancel);

        var record = await _gateway.Records.NextAsync();
        Assert.Equal(("overloaded_error", "Overloaded"), (record.ErrorType, record.StatusMessage));
    }

    [Fact]
    public async Task Errors_have_anthropics_shape()
    {
        const string Overloaded = """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";
        _upstream.Answer = Reply.Json(529, Overloaded);
        var passed = await _gateway.PostAsync("/v1/messages", Request);
        _upstream.Answer = Reply.Json(400, "no such thing");
        var wrapped = await _gateway.PostAsync("/v1/messages", Request);
        var unknown = await _gateway.PostAsync("/v1/messages", Request.Replace("gus", "gas", StringComparison.Ordinal));
        var unreadable = await _gateway.PostAsync("/v1/messages", "{");

        Assert.Equal(529, (int)passed.StatusCode);
        Assert.Equal(Overloaded, await passed.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("invalid_request_error", await TypeAsync(wrapped));
        Assert.Equal((HttpStatusCode.NotFound, "not_found_error"), (unknown.StatusCode, await TypeAsync(unknown)));
        Assert.Equal("invalid_request_error", await TypeAsync(unreadable));
    }

    [Fact]
    public async Task A_version_answers_its_own_interface_only_and_says_which_that_is()
    {
        foreach (var path in new[] { "/v1/chat/completions", "/v1/responses", "/v1/embeddings", "/v1/audio/speech" })
        {
            var refused = await _gateway.PostAsync(path, Request);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("POST /v1/messages", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        _gateway.Serve(_upstream);
        var other = await _gateway.PostAsync("/v1/messages", Request);

        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Contains("POST /v1/chat/completions", await other.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(_upstream.Seen);
        Assert.Equal(0, _gateway.Records.Count);
    }

    [Fact]
    public async Task Only_a_version_of_the_same_interface_takes_over()
    {
        await using var other = await FakeUpstream.StartAsync();
        _upstream.Answer = Reply.Error(529);
        other.Answer = Reply.Json(200, Answer);
        var route = GatewayServer.Anthropic("c1", 98, _upstream);
        _gateway.Serve(StickyBy.None, GatewayServer.Version("o1", 1, other), route, GatewayServer.Anthropic("c2", 1, other));
        _gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", "gateway-key");

        HttpResponseMessage response;
        do
        {
            response = await _gateway.PostAsync("/v1/messages", Request);
        }
        while (response.StatusCode == HttpStatusCode.BadRequest);

        Assert.Equal("c2", response.Headers.GetValues("x-gateway-model-version").Single());
    }

    private static string Streamed() => Request.Replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"", StringComparison.Ordinal);

    private static string Event(string type, string members) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\",{members.Trim()}}}\n\n";

    private static async Task<string?> TypeAsync(HttpResponseMessage response)
    {
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.Equal("error", body.GetProperty("type").GetString());
        return body.GetProperty("error").GetProperty("type").GetString();
    }
}

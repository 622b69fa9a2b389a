using System.Net;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class ChatTests : IAsyncLifetime
{
    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync();
        _gateway.Serve(_upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_arrives_as_the_provider_wrote_it_and_says_who_served_it_at_what_cost()
    {
        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(Some.ChatAnswer, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("gus", Header(response, "x-gateway-route"));
        Assert.Equal("v1", Header(response, "x-gateway-model-version"));
        Assert.Equal("7", Header(response, "x-gateway-revision"));
        Assert.Equal("1", Header(response, "x-gateway-attempts"));
        Assert.Equal("0.0000153", Header(response, "x-gateway-cost-usd"));
        Assert.Equal("up_1", Header(response, "x-upstream-request-id"));
        Assert.Equal("3", Header(response, "openai-processing-ms"));
        Assert.StartsWith("req_", Header(response, "x-request-id"), StringComparison.Ordinal);
        Assert.True(double.Parse(Header(response, "x-gateway-overhead-ms"), null) >= 0);
    }

    [Fact]
    public async Task A_request_is_recorded_as_one_call_with_all_that_is_known()
    {
        var response = await _gateway.ChatAsync(
            Some.ChatRequest,
            ("x-session-id", "s1"),
            ("x-user-id", "u1"),
            ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(Header(response, "x-request-id"), record.RequestId);
        Assert.Equal(new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 }, record.Tokens);
        Assert.Equal(UsageSource.Gateway, record.UsageSource);
        Assert.Equal(new Nanodollars(15_300), record.Cost.Amount);
        Assert.Equal(("gus", "v1", 7), (record.Route, record.Version, record.Revision));
        Assert.Equal((Recorder.Gateway, SpanRole.Model), (record.Recorder, record.Role));
        Assert.Equal("gpt-4o-mini-2024-07-18", record.Model);
        Assert.Equal(("s1", "u1", "key:gateway-key"), (record.SessionId, record.UserId, record.Key));
        Assert.Equal(("chatcmpl-1", "stop", "default"), (record.ResponseId, record.FinishReason, record.ServiceTier));
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", record.TraceId.ToString());
        Assert.Equal("00f067aa0ba902b7", record.ParentSpanId.ToString());
        Assert.Equal("""[{"role":"user","content":"Hello"}]""", record.Input);
        Assert.Contains("Hello!", record.Output, StringComparison.Ordinal);
        Assert.Equal((SpanStatus.Ok, 200, null), (record.Status, record.HttpStatus, record.ErrorType));
        Assert.Null(record.TimeToFirstTokenMicros);
        var attempt = Assert.Single(record.Attempts);
        Assert.Equal((1, "v1", 200, null), (attempt.Number, attempt.Version, attempt.HttpStatus, attempt.Error));
    }

    [Fact]
    public async Task Upstream_gets_every_byte_but_the_model_and_sees_our_span_as_its_parent()
    {
        await _gateway.ChatAsync(
            """{ "model" : "gus",  "x_unknown":{"a":[1e2,"\u00e9\ud83d\ude00é"]}, "temperature":0.10 ,"messages":[]}""",
            ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"));
        var record = await _gateway.Records.NextAsync();

        var seen = Assert.Single(_upstream.Seen);
        Assert.Equal(
            """{ "model" : "gpt-4o-mini",  "x_unknown":{"a":[1e2,"\u00e9\ud83d\ude00é"]}, "temperature":0.10 ,"messages":[]}""",
            seen.Body);
        Assert.Equal($"00-4bf92f3577b34da6a3ce929d0e0e4736-{record.SpanId}-00", seen.Headers.TraceParent);
        Assert.Equal("/v1/chat/completions", seen.Path);
    }

    [Fact]
    public async Task The_providers_key_goes_upstream_and_nothing_of_the_clients()
    {
        await _gateway.ChatAsync(
            Some.ChatRequest,
            ("x-api-key", "gateway-key"), ("Cookie", "a=b"), ("x-session-id", "s1"), ("x-forwarded-for", "192.0.2.1"));

        var headers = Assert.Single(_upstream.Seen).Headers;
        Assert.Equal("Bearer " + GatewayServer.ProviderKey, headers.Authorization);
        Assert.Equal("identity", headers.AcceptEncoding);
        Assert.DoesNotContain("gateway-key", string.Join(' ', headers.Select(header => header.Value)), StringComparison.Ordinal);
        Assert.All(
            ["Cookie", "x-api-key", "x-session-id", "x-forwarded-for"], name => Assert.False(headers.ContainsKey(name)));
    }

    [Fact]
    public async Task A_connection_whose_key_is_not_set_is_not_called()
    {
        var version = GatewayServer.Version("v1", 100, _upstream);
        _gateway.Serve(
            Deployments.Serving.StickyBy.Key,
            version with { Connection = version.Connection with { ApiKeyEnv = "GATEWAY_TESTS_NOT_SET" } });

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_not_configured", await CodeAsync(response));
        Assert.Empty(_upstream.Seen);
    }

    [Fact]
    public async Task A_compressed_answer_is_read_and_arrives_plain()
    {
        _upstream.Answer = async http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new System.IO.Compression.GZipStream(
                http.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Some.ChatAnswer), http.RequestAborted);
        };

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(Some.ChatAnswer, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(17, (await _gateway.Records.NextAsync()).Tokens?.Output);
    }

    [Fact]
    public async Task An_answer_without_usage_has_unknown_tokens_and_no_cost()
    {
        _upstream.Answer = Reply.Json(200, """{"id":"1","model":"gpt-4o-mini","choices":[]}""");

        var response = await _gateway.ChatAsync(Some.ChatRequest);
        var record = await _gateway.Records.NextAsync();

        Assert.False(response.Headers.Contains("x-gateway-cost-usd"));
        Assert.Null(record.Tokens);
        Assert.Equal((UsageSource.None, CostStatus.NoUsage), (record.UsageSource, record.Cost.Status));
    }

    [Fact]
    public async Task Embeddings_and_text_completions_are_served_and_named()
    {
        _upstream.Answer = Reply.Json(
            200, """{"object":"list","model":"text-embedding-3-small","data":[],"usage":{"prompt_tokens":8,"total_tokens":8}}""");
        await _gateway.PostAsync("/v1/embeddings", """{"model":"gus","input":"Hello"}""");
        var embedding = await _gateway.Records.NextAsync();
        await _gateway.PostAsync("/v1/completions", """{"model":"gus","prompt":"Hello"}""");
        var completion = await _gateway.Records.NextAsync();

        Assert.Equal(["/v1/embeddings", "/v1/completions"], _upstream.Seen.Select(seen => seen.Path));
        Assert.Equal(("embeddings", 8L, "\"Hello\""), (embedding.Operation, embedding.Tokens?.Input, embedding.Input));
        Assert.Equal("text_completion", completion.Operation);
        Assert.Equal((SpanRole.Embedding, SpanRole.Model), (embedding.Role, completion.Role));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(',', response.Headers.GetValues(name));

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement
            .GetProperty("error").GetProperty("code").GetString();
}

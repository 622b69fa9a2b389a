using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Quota.Admission;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class ErrorTests : IAsyncLifetime
{
    private FakeUpstream _upstream = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync(new GatewayOptions
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxBodyBytes = 2048,
        });
        _gateway.Serve(_upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, null)]
    [InlineData("[]", HttpStatusCode.BadRequest, null)]
    [InlineData("{\"model\":\"gus\"", HttpStatusCode.BadRequest, null)]
    [InlineData("{\"model\":\"gus\"} x", HttpStatusCode.BadRequest, null)]
    [InlineData("{\"messages\":[]}", HttpStatusCode.BadRequest, "model")]
    [InlineData("{\"model\":1}", HttpStatusCode.BadRequest, "model")]
    [InlineData("{\"model\":\"gus\",\"mod\\u0065l\":\"gpt-4o\"}", HttpStatusCode.BadRequest, "model")]
    [InlineData("{\"model\":\"other\"}", HttpStatusCode.NotFound, "model")]
    public async Task A_request_that_cannot_be_routed_is_refused_and_nobody_is_called(
        string body, HttpStatusCode status, string? param)
    {
        var response = await _gateway.ChatAsync(body);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(param, (await ErrorAsync(response)).GetProperty("param").GetString());
        Assert.True(response.Headers.Contains("x-request-id"));
        Assert.Empty(_upstream.Seen);
        Assert.Equal(0, _gateway.Records.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_refused(bool saysItsLength)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(new string(' ', 4096)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings") { Content = content };
        request.Headers.TransferEncodingChunked = !saysItsLength;

        var response = await _gateway.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("2048", (await ErrorAsync(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused_in_openais_words()
    {
        _gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", "read-key");

        Assert.Equal(HttpStatusCode.Forbidden, (await _gateway.ChatAsync(Some.ChatRequest)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _gateway.Client.GetAsync("/v1/models", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions")]
    [InlineData("POST", "/v1/models")]
    [InlineData("POST", "/v1/files")]
    [InlineData("GET", "/v1/audio/speech")]
    public async Task Any_other_path_is_unknown(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await _gateway.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("invalid_request_error", (await ErrorAsync(response)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task The_providers_refusal_is_passed_on_at_once(int status)
    {
        _upstream.Answer = Reply.Error(status);

        var response = await _gateway.ChatAsync(Some.ChatRequest);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal($"no {status}", (await ErrorAsync(response)).GetProperty("message").GetString());
        Assert.Single(_upstream.Seen);
        Assert.Equal((SpanStatus.Error, status, $"{status}"), (record.Status, record.HttpStatus, record.ErrorType));
        Assert.Equal(CostStatus.NothingToPrice, record.Cost.Status);
    }

    [Fact]
    public async Task An_error_in_another_shape_is_put_into_openais()
    {
        _upstream.Answer = Reply.Json(400, "no such thing");

        var error = await ErrorAsync(await _gateway.ChatAsync(Some.ChatRequest));

        Assert.Equal("upstream_400", error.GetProperty("code").GetString());
        Assert.Contains("no such thing", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_repeats_its_key_does_not_give_it_away()
    {
        _upstream.Answer = Reply.Json(
            401, $$$"""{"error":{"message":"Incorrect key {{{GatewayServer.ProviderKey}}}","type":"t","code":"invalid_api_key"}}""");

        var body = await (await _gateway.ChatAsync(Some.ChatRequest)).Content.ReadAsStringAsync(Cancel);

        Assert.Contains("Incorrect key ***", body, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayServer.ProviderKey, (await _gateway.Records.NextAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await FakeUpstream.StartAsync();
        _upstream.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = elsewhere.BaseUrl + "/chat/completions";
            return Task.CompletedTask;
        };

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_redirected", (await ErrorAsync(response)).GetProperty("code").GetString());
        Assert.Empty(elsewhere.Seen);
    }

    [Fact]
    public async Task What_admission_refuses_is_not_sent()
    {
        await using var gateway = await GatewayServer.StartAsync(admission: new RefusingAdmission());
        gateway.Serve(_upstream);

        var response = await gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("insufficient_quota", (await ErrorAsync(response)).GetProperty("code").GetString());
        Assert.Equal("1500", response.Headers.GetValues("retry-after-ms").Single());
        Assert.Equal("2", response.Headers.GetValues("retry-after").Single());
        Assert.Empty(_upstream.Seen);
    }

    [Fact]
    public async Task Models_lists_the_routes_of_the_project()
    {
        var list = await _gateway.Client.GetStringAsync("/v1/models", Cancel);
        var one = await _gateway.Client.GetStringAsync("/v1/models/gus", Cancel);

        Assert.Equal("""{"object":"list","data":[{"id":"gus","object":"model","created":0,"owned_by":"gateway"}]}""", list);
        Assert.Equal("""{"id":"gus","object":"model","created":0,"owned_by":"gateway"}""", one);
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.Client.GetAsync("/v1/models/other", Cancel)).StatusCode);
    }

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("error");

    private sealed class RefusingAdmission : IAdmission
    {
        public bool Allows(Events.ProjectId project, string key, string route) => true;

        public ValueTask<AdmissionResult> AdmitAsync(AdmissionRequest request, CancellationToken ct) =>
            new(new AdmissionResult.Refused(
                429, "insufficient_quota", "insufficient_quota", "Spent.", TimeSpan.FromMilliseconds(1500)));
    }
}

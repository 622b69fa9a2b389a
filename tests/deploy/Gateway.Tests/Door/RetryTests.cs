using System.Net;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.Gateway.Upstream;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Gateway.Tests.Door;

public sealed class RetryTests : IAsyncLifetime
{
    private static readonly Func<Microsoft.AspNetCore.Http.HttpContext, Task> _good = Reply.Json(200, Some.ChatAnswer);

    private FakeUpstream _upstream = null!;
    private FakeUpstream _other = null!;
    private GatewayServer _gateway = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await FakeUpstream.StartAsync();
        _other = await FakeUpstream.StartAsync();
        _gateway = await GatewayServer.StartAsync();
        _gateway.Serve(_upstream);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _other.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(520)]
    [InlineData(521)]
    [InlineData(522)]
    [InlineData(523)]
    [InlineData(524)]
    [InlineData(529)]
    public async Task A_failure_that_may_pass_is_tried_again_and_is_one_call(int status)
    {
        _upstream.AnswerInTurn(Reply.Error(status), _good);

        var response = await _gateway.ChatAsync(Some.ChatRequest);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("2", response.Headers.GetValues("x-gateway-attempts").Single());
        Assert.Equal(SpanStatus.Ok, record.Status);
        Assert.Equal([$"{status}", null], record.Attempts.Select(attempt => attempt.Error));
        Assert.Equal(1, _gateway.Records.Count);
    }

    [Fact]
    public async Task When_all_fails_the_last_answer_is_passed_on_with_its_wait()
    {
        _upstream.Answer = Reply.Error(429, ("retry-after", "1"), ("retry-after-ms", "20"));

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("retry-after").Single());
        Assert.Equal("20", response.Headers.GetValues("retry-after-ms").Single());
        Assert.Contains("no 429", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(3, _upstream.Seen.Count);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_client()
    {
        _upstream.Answer = Reply.Error(429, ("retry-after", "3600"));

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal("3600", response.Headers.GetValues("retry-after").Single());
        Assert.Single(_upstream.Seen);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(522)]
    [InlineData(529)]
    public async Task The_other_version_takes_over_for_the_one_request(int status)
    {
        ServeBoth();
        _upstream.Answer = Reply.Error(status);

        var response = await _gateway.ChatAsync(Some.ChatRequest, ("x-session-id", SessionOf("v1")));
        var record = await _gateway.Records.NextAsync();

        Assert.Equal("v2", response.Headers.GetValues("x-gateway-model-version").Single());
        Assert.Equal("4", response.Headers.GetValues("x-gateway-attempts").Single());
        Assert.Equal(["v1", "v1", "v1", "v2"], record.Attempts.Select(attempt => attempt.Version));
        Assert.Equal(("v2", SpanStatus.Ok), (record.Version, record.Status));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_502_unless_another_version_is()
    {
        var gone = await FakeUpstream.StartAsync();
        var dead = GatewayServer.Version("v1", 100, gone);
        await gone.DisposeAsync();
        _gateway.Serve(StickyBy.Key, dead);

        var response = await _gateway.ChatAsync(Some.ChatRequest);
        var record = await _gateway.Records.NextAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("upstream_unreachable", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(("connect", 3), (record.ErrorType, record.Attempts.Count));

        _gateway.Serve(StickyBy.Key, dead with { Weight = 50 }, GatewayServer.Version("v2", 50, _other));
        Assert.Equal(HttpStatusCode.OK, (await _gateway.ChatAsync(Some.ChatRequest)).StatusCode);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_before_the_client_saw_any_of_it_is_tried_again()
    {
        _upstream.AnswerInTurn(
            async http =>
            {
                http.Response.ContentLength = 1000;
                await http.Response.Body.WriteAsync("{\"id\""u8.ToArray(), http.RequestAborted);
                http.Abort();
            },
            _good);

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(Some.ChatAnswer, await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("broken", (await _gateway.Records.NextAsync()).Attempts[0].Error);
    }

    [Fact]
    public async Task A_version_that_keeps_failing_is_left_alone_for_a_while()
    {
        ServeBoth();
        _upstream.Answer = Reply.Error(500);
        var session = ("x-session-id", SessionOf("v1"));

        // Three attempts each, and five failures open the breaker.
        await _gateway.ChatAsync(Some.ChatRequest, session);
        await _gateway.ChatAsync(Some.ChatRequest, session);
        var before = _upstream.Seen.Count;
        var response = await _gateway.ChatAsync(Some.ChatRequest, session);

        Assert.Equal(5, before);
        Assert.Equal(before, _upstream.Seen.Count);
        Assert.Equal("1", response.Headers.GetValues("x-gateway-attempts").Single());
        var health = _gateway.Services.GetRequiredService<VersionHealthBoard>();
        Assert.Equal(VersionState.Open, health.Of(new ProjectId(3), "gus-model", "v1")?.State);
        Assert.Equal(VersionState.Closed, health.Of(new ProjectId(3), "gus-model", "v2")?.State);
    }

    [Fact]
    public async Task A_version_without_a_stand_in_is_asked_once_although_it_keeps_failing()
    {
        _upstream.Answer = Reply.Error(500);
        await _gateway.ChatAsync(Some.ChatRequest);
        await _gateway.ChatAsync(Some.ChatRequest);
        var before = _upstream.Seen.Count;

        var response = await _gateway.ChatAsync(Some.ChatRequest);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(before + 1, _upstream.Seen.Count);
    }

    [Fact]
    public async Task A_version_can_be_forced_by_who_may_deploy()
    {
        ServeBoth();

        var refused = await _gateway.ChatAsync(Some.ChatRequest, ("x-gateway-force-version", "v2"));
        _gateway.Client.DefaultRequestHeaders.Authorization = new("Bearer", "deploy-key");
        var forced = await _gateway.ChatAsync(
            Some.ChatRequest, ("x-gateway-force-version", "v2"), ("x-session-id", SessionOf("v1")));
        var unknown = await _gateway.ChatAsync(Some.ChatRequest, ("x-gateway-force-version", "v9"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("v2", forced.Headers.GetValues("x-gateway-model-version").Single());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_session_stays_with_its_version_and_without_one_the_key_decides()
    {
        ServeBoth();
        var first = SessionOf("v1");
        var second = SessionOf("v2");
        var served = new List<string>();
        foreach (var session in new[] { first, second, first, second })
        {
            var response = await _gateway.ChatAsync(Some.ChatRequest, ("x-session-id", session));
            served.Add(response.Headers.GetValues("x-gateway-model-version").Single());
        }

        var byKey = new HashSet<string>();
        for (var i = 0; i < 8; i++)
        {
            var response = await _gateway.ChatAsync(Some.ChatRequest);
            byKey.Add(response.Headers.GetValues("x-gateway-model-version").Single());
        }

        Assert.Equal(["v1", "v2", "v1", "v2"], served);
        Assert.Single(byKey);
    }

    private void ServeBoth() => _gateway.Serve(
        StickyBy.Session,
        GatewayServer.Version("v1", 50, _upstream),
        GatewayServer.Version("v2", 50, _other));

    /// <summary>A session that the split gives to the version.</summary>
    private string SessionOf(string version)
    {
        var route = _gateway.Services.GetRequiredService<RouteTable>().Current.Find(new ProjectId(3), "gus")!;
        return Enumerable.Range(0, 1000).Select(i => $"session-{i}")
            .First(session => route.Choose(session).Version == version);
    }
}

using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>What a client knows of a request and the gateway does not, in every order of arrival.</summary>
public sealed class JoinedFillTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    public static TheoryData<string, bool> Orders
    {
        get
        {
            var orders = new TheoryData<string, bool>();
            foreach (var order in (string[])["client first", "gateway first", "together", "gateway compacted first"])
            {
                orders.Add(order, true);
                orders.Add(order, false);
            }

            return orders;
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_client_says_who_and_what_a_call_was_for_and_every_sum_follows(string order, bool sameTrace)
    {
        var (client, gateway) = Pair(sameTrace, user: null);
        await WriteAsync(order, client, gateway);

        await AssertSumsAsync(Dimension.User, "ada");
        for (var compacted = 0; compacted < 2; compacted++)
        {
            await _store.Compactor.RunAsync(Ct);
            await AssertSumsAsync(Dimension.User, "ada");
            await AssertSumsAsync(Dimension.Prompt, "greet@2");
            await AssertSumsAsync(Dimension.Environment, "staging");
        }

        var call = Assert.Single((await ListAsync(All with { Environment = "staging", User = "ada" })).Items);
        Assert.Equal((gateway.SpanId, "ada", "talk", 42, Recorder.Gateway),
            (call.SpanId, call.UserId, call.SessionId, call.Tokens!.Value.Input, call.Recorder));
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task What_the_gateway_was_told_wins(string order, bool sameTrace)
    {
        var (client, gateway) = Pair(sameTrace, user: "carl");
        await WriteAsync(order, client, gateway);
        await _store.Compactor.RunAsync(Ct);

        await AssertSumsAsync(Dimension.User, "carl");
        Assert.Equal("talk", Assert.Single((await ListAsync(All with { User = "carl", Environment = "staging" })).Items).SessionId);
    }

    [Fact]
    public async Task An_inner_span_that_takes_the_join_over_takes_the_words_of_its_wrapper_away()
    {
        var (outer, gateway) = Pair(sameTrace: false, user: null);
        await _store.WriteAsync(outer);
        await _store.WriteAsync(gateway);
        await AssertSumsAsync(Dimension.User, "ada");

        await _store.WriteAsync(Some.Call(trace: outer.TraceId, parent: outer.SpanId, responseId: "r-1", prompt: "inner@1"));
        await _store.Compactor.RunAsync(Ct);

        await AssertSumsAsync(Dimension.User, null);
        await AssertSumsAsync(Dimension.Prompt, "inner@1");
        await AssertSumsAsync(Dimension.Environment, null);
    }

    [Fact]
    public async Task Each_span_shows_its_twin_with_what_the_other_party_measured()
    {
        var (client, gateway) = Pair(sameTrace: false, user: null);
        await _store.WriteAsync(client);
        await _store.WriteAsync(gateway);

        var theirs = (await ShownAsync(client)).Twin!;
        Assert.Equal((gateway.TraceId, gateway.SpanId, 42), (theirs.TraceId, theirs.Span.SpanId, theirs.Span.Call!.Tokens!.Value.Input));
        var ours = (await ShownAsync(gateway)).Twin!;
        Assert.Equal((client.TraceId, client.SpanId, 2), (ours.TraceId, ours.Span.SpanId, ours.Span.Call!.Tokens!.Value.Input));
    }

    private static CallFilter All => new() { Project = ProjectId.First };

    private static (SpanRecord Client, SpanRecord Gateway) Pair(bool sameTrace, string? user)
    {
        var client = Some.Call(
            responseId: "r-1", input: 2, user: "ada", session: "talk", prompt: "greet@2", environment: "staging");
        return (client, Some.Call(
            at: Some.Noon.AddMilliseconds(3), trace: sameTrace ? client.TraceId : Some.TraceId(),
            parent: sameTrace ? client.SpanId : null, responseId: "r-1", recorder: Recorder.Gateway, user: user));
    }

    private async Task WriteAsync(string order, SpanRecord client, SpanRecord gateway)
    {
        if (order == "together")
        {
            await _store.WriteAsync(client, gateway);
            return;
        }

        var isClientFirst = order == "client first";
        await _store.WriteAsync(isClientFirst ? client : gateway);
        if (order == "gateway compacted first")
        {
            await _store.Compactor.RunAsync(Ct);
        }

        await _store.WriteAsync(isClientFirst ? gateway : client);
    }

    /// <summary>One call, with the gateway's tokens, under one value of a dimension alone.</summary>
    private async Task AssertSumsAsync(Dimension dimension, string? value)
    {
        foreach (var step in (MetricsStep[])[MetricsStep.All, MetricsStep.Day])
        {
            var counted = (await _store.ReadAsync(step, by: dimension)).Series
                .Where(series => series.Points.Sum(point => point.Calls) != 0)
                .ToList();
            var series = Assert.Single(counted);
            Assert.Equal(value, series[dimension]);
            Assert.Equal((1, 42), (series.Points.Single().Calls, series.Points.Single().InputTokens));
        }
    }

    private Task<CallPage> ListAsync(CallFilter filter) => _store.Calls.ListAsync(filter, Ct);

    private async Task<TraceSpan> ShownAsync(SpanRecord span) =>
        (await _store.Calls.TraceAsync(span.Project, span.TraceId, Ct))!.Spans.Single(shown => shown.SpanId == span.SpanId);
}

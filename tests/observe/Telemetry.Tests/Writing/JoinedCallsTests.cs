using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

/// <summary>The same request seen by the client and by the gateway, in the database and in every order.</summary>
public sealed class JoinedCallsTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("client first", true)]
    [InlineData("gateway first", true)]
    [InlineData("together", true)]
    [InlineData("client first", false)]
    [InlineData("gateway first", false)]
    [InlineData("together", false)]
    public async Task One_request_is_counted_once_with_the_gateways_numbers(string order, bool sameTrace)
    {
        var trace = Some.TraceId();
        var client = Some.Call(trace: trace, responseId: "r-1", input: 2, output: 13, costNano: 99, user: "ada");
        var gateway = Some.Call(
            trace: sameTrace ? trace : Some.TraceId(), parent: sameTrace ? client.SpanId : null, responseId: "r-1",
            at: Some.Noon.AddMilliseconds(3), recorder: Recorder.Gateway, costNano: 15_300, user: "ada");

        await WriteInOrderAsync(order, client, gateway);
        await _store.Compactor.RunAsync(Ct);

        var total = (await _store.TotalAsync())!;
        Assert.Equal((1, 42, 17, "0.0000153"),
            (total.Calls, total.InputTokens, total.OutputTokens, total.Cost.ToString()));
        var ada = (await _store.ReadAsync(by: Dimension.User)).Series.Single();
        Assert.Equal(("ada", 1, 42), (ada[Dimension.User], ada.Points.Single().Calls, ada.Points.Single().InputTokens));
        var listed = Assert.Single((await _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First }, Ct)).Items);
        Assert.Equal((gateway.SpanId, Recorder.Gateway), (listed.SpanId, listed.Recorder));
        var shown = await SpanAsync(client);
        Assert.False(shown.IsCounted);
        Assert.Equal(new SpanReference(gateway.TraceId, gateway.SpanId), shown.JoinedTo);
        Assert.Equal(2, shown.Call!.Tokens!.Value.Input);
    }

    [Fact]
    public async Task Two_clients_with_one_answer_stay_two_calls_and_one_of_them_joins_the_gateway()
    {
        var (one, other) = (Some.Call(responseId: "r-1"), Some.Call(responseId: "r-1"));
        await _store.WriteAsync(one);
        await _store.WriteAsync(other);
        Assert.Equal(2, (await _store.TotalAsync())!.Calls);

        await _store.WriteAsync(Some.Call(responseId: "r-1", recorder: Recorder.Gateway));
        await _store.WriteAsync(Some.Call(responseId: "r-1"));
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(3, (await _store.TotalAsync())!.Calls);
        Assert.Equal(1L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls WHERE joined_span_id IS NOT NULL"));
    }

    [Fact]
    public async Task A_project_does_not_join_the_calls_of_another()
    {
        await _store.WriteAsync(Some.Call(responseId: "r-1", project: new ProjectId(2)));
        await _store.WriteAsync(Some.Call(responseId: "r-1", recorder: Recorder.Gateway));

        Assert.Equal(2L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls WHERE counted"));
    }

    [Fact]
    public async Task A_retried_export_changes_nothing_of_a_joined_pair()
    {
        var client = Some.Call(responseId: "r-1");
        var gateway = Some.Call(responseId: "r-1", recorder: Recorder.Gateway, at: Some.Noon.AddMilliseconds(3));
        foreach (var span in (SpanRecord[])[client, gateway, client, gateway])
        {
            await _store.WriteAsync(span);
        }

        await _store.WriteAsync(client, gateway, Some.Call(responseId: "r-2"));
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(2, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task An_inner_span_that_comes_last_takes_the_join_over_from_its_wrapper()
    {
        var outer = Some.Call(responseId: "r-1");
        await _store.WriteAsync(outer);
        await _store.WriteAsync(Some.Call(responseId: "r-1", recorder: Recorder.Gateway));

        var inner = Some.Call(trace: outer.TraceId, parent: outer.SpanId, responseId: "r-1");
        await _store.WriteAsync(inner);
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(1, (await _store.TotalAsync())!.Calls);
        Assert.Null((await SpanAsync(outer)).JoinedTo);
        Assert.NotNull((await SpanAsync(inner)).JoinedTo);
    }

    private async Task WriteInOrderAsync(string order, SpanRecord client, SpanRecord gateway)
    {
        if (order == "together")
        {
            await _store.WriteAsync(client, gateway);
            return;
        }

        var clientFirst = order == "client first";
        await _store.WriteAsync(clientFirst ? client : gateway);
        await _store.WriteAsync(clientFirst ? gateway : client);
    }

    private async Task<TraceSpan> SpanAsync(SpanRecord span) =>
        (await _store.Calls.TraceAsync(span.Project, span.TraceId, Ct))!.Spans.Single(shown => shown.SpanId == span.SpanId);
}

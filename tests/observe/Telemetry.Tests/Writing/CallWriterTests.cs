using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Writing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Writing;

public sealed class CallWriterTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_call_is_counted_when_the_answer_comes()
    {
        var result = await _store.WriteAsync(Some.Call(costNano: 15_300, latencyMs: 2500, ttftMs: 480));

        Assert.Equal(new WriteResult.Committed(1, 0), result);
        var point = Assert.IsType<MetricsPoint>(await _store.TotalAsync());
        Assert.Equal((1, 42, 17), (point.Calls, point.InputTokens, point.OutputTokens));
        Assert.Equal("0.0000153", point.Cost.ToString());
        Assert.Equal(2500, point.Latency!.MaxMs);
        Assert.InRange(point.TimeToFirstToken!.P50Ms, 475, 485);
    }

    [Fact]
    public async Task A_retried_span_is_counted_once()
    {
        var first = Some.Call();
        await _store.WriteAsync(first, Some.Span(), Some.Call());

        var retry = await _store.WriteAsync(first, Some.Call());

        Assert.Equal(new WriteResult.Committed(1, 1), retry);
        Assert.Equal(3, (await _store.TotalAsync())!.Calls);
        Assert.Equal(3L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM calls"));
        Assert.Equal(4L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM payloads"));
    }

    [Fact]
    public async Task A_span_twice_in_one_request_is_counted_once()
    {
        var call = Some.Call();

        Assert.Equal(new WriteResult.Committed(1, 1), await _store.WriteAsync(call, call));
        Assert.Equal(1, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task The_first_write_of_a_span_wins()
    {
        var call = Some.Call(latencyMs: 100);
        await _store.WriteAsync(call);

        await _store.WriteAsync(call with { DurationMicros = 900_000 });

        Assert.Equal(100, (await _store.TotalAsync())!.Latency!.MaxMs);
    }

    [Fact]
    public async Task Two_consoles_that_get_the_same_spans_count_them_once()
    {
        using var other = _store.NewWriter();
        await other.StartAsync(Ct);
        var calls = Enumerable.Range(0, 200).Select(_ => Some.Call()).ToList();

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? _store.Writer : other).WriteAsync(calls, Ct)));

        Assert.Equal(200, (await _store.TotalAsync())!.Calls);
        await other.StopAsync(Ct);
    }

    [Fact]
    public async Task Unpriced_calls_are_counted_and_their_cost_is_unknown()
    {
        await _store.WriteAsync(Some.Call(model: "new-model", costNano: null));

        var unknown = (await _store.ReadAsync(by: Dimension.Model)).Series.Single().Points.Single();
        Assert.Equal(1, unknown.UnpricedCalls);
        Assert.Null(unknown.Cost);

        await _store.WriteAsync(Some.Call(costNano: 7));
        var both = await _store.TotalAsync();
        Assert.Equal((1, new Nanodollars(7)), (both!.UnpricedCalls, both.Cost));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrapper_that_repeats_the_usage_is_not_counted_whoever_comes_first(bool wrapperFirst)
    {
        var (trace, outer, inner) = (Some.TraceId(), Some.SpanId(), Some.SpanId());
        var wrapper = Some.Call(trace: trace, span: outer, input: 84, user: "ada");
        var step = Some.Span(trace: trace, span: Some.SpanId(), parent: outer, role: SpanRole.Chain);
        var call = Some.Call(trace: trace, span: inner, parent: step.SpanId, input: 42, user: "ada");
        SpanRecord[] order = wrapperFirst ? [wrapper, step, call] : [call, step, wrapper];
        foreach (var span in order)
        {
            await _store.WriteAsync(span);
        }

        Assert.True(await _store.Compactor.RunAsync(Ct));

        var total = await _store.TotalAsync();
        Assert.Equal((1, 42), (total!.Calls, total.InputTokens));
        Assert.Equal(1, total.Latency!.Count);
        var byUser = (await _store.ReadAsync(by: Dimension.User)).Series.Single();
        Assert.Equal("ada", byUser[Dimension.User]);
        Assert.Equal(1, byUser.Points.Sum(point => point.Calls));
        var shown = await _store.Calls.TraceAsync(ProjectId.First, trace, Ct);
        Assert.Equal([inner], shown!.Spans.Where(span => span.IsCounted).Select(span => span.SpanId));
    }

    [Theory]
    [InlineData("asks tool answers")]
    [InlineData("answers tool asks")]
    [InlineData("tool asks answers")]
    [InlineData("asks answers tool")]
    [InlineData("asks,tool,answers")]
    public async Task A_call_that_a_tool_makes_counts_beside_the_one_that_called_the_tool_whoever_comes_first(string order)
    {
        var trace = Some.TraceId();
        var asks = Some.Call(trace: trace, input: 40);
        var tool = Some.Span(trace: trace, parent: asks.SpanId);
        var answers = Some.Call(trace: trace, parent: tool.SpanId, input: 2);
        foreach (var batch in order.Split(' '))
        {
            await _store.WriteAsync(
                [.. batch.Split(',').Select(span => span switch { "asks" => asks, "tool" => tool, _ => answers })]);
        }

        await _store.Compactor.RunAsync(Ct);

        var total = await _store.TotalAsync();
        Assert.Equal((2, 42), (total!.Calls, total.InputTokens));
    }

    [Theory]
    [InlineData("first second")]
    [InlineData("second first")]
    [InlineData("first,second")]
    public async Task Two_spans_that_are_each_others_parent_are_one_call(string order)
    {
        var (trace, one, other) = (Some.TraceId(), Some.SpanId(), Some.SpanId());
        var first = Some.Call(trace: trace, span: one, parent: other, input: 84);
        var second = Some.Call(at: Some.Noon.AddSeconds(1), trace: trace, span: other, parent: one, input: 42);
        foreach (var batch in order.Split(' '))
        {
            await _store.WriteAsync([.. batch.Split(',').Select(span => span == "first" ? first : second)]);
        }

        await _store.Compactor.RunAsync(Ct);

        var total = await _store.TotalAsync();
        Assert.Equal((1, 42), (total!.Calls, total.InputTokens));
    }

    [Fact]
    public async Task A_late_link_between_two_inferences_makes_the_outer_a_wrapper()
    {
        var (trace, outer, step) = (Some.TraceId(), Some.SpanId(), Some.SpanId());
        await _store.WriteAsync(Some.Call(trace: trace, span: outer));
        await _store.WriteAsync(Some.Call(trace: trace, parent: step));
        Assert.Equal(2, (await _store.TotalAsync())!.Calls);

        await _store.WriteAsync(Some.Span(trace: trace, span: step, parent: outer, role: SpanRole.Chain));
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(1, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task Calls_of_other_years_find_a_home()
    {
        var call = Some.Call(at: new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

        await _store.WriteAsync(call, Some.Call(at: new DateTimeOffset(2023, 11, 16, 18, 17, 3, TimeSpan.Zero)), Some.Call());

        var days = await _store.ReadAsync(MetricsStep.Day, from: call.StartedAt);
        Assert.Equal([2000, 2023, 2026], days.Series.Single().Points.Select(point => point.Start.Year));
    }

    [Fact]
    public async Task A_full_queue_refuses_instead_of_growing()
    {
        using var stopped = _store.NewWriter();
        var waiting = new List<Task<WriteResult>>();
        WriteResult? refusal = null;
        var requests = 0;
        while (refusal is null)
        {
            Assert.True(++requests <= 2_000, "the queue never refused");
            var answer = stopped.WriteAsync(Enumerable.Range(0, 100).Select(_ => Some.Call()).ToList(), Ct);
            if (answer.IsCompleted)
            {
                refusal = await answer;
            }

            waiting.Add(answer);
        }

        Assert.IsType<WriteResult.Overloaded>(refusal);
        await stopped.StartAsync(Ct);
        var answers = await Task.WhenAll(waiting);
        Assert.Equal((requests - 1) * 100, answers.OfType<WriteResult.Committed>().Sum(answer => answer.Written));
        Assert.Equal((requests - 1) * 100, (await _store.TotalAsync())!.Calls);
        await stopped.StopAsync(Ct);
    }

    [Fact]
    public async Task What_waits_is_committed_before_the_writer_stops()
    {
        using var writer = _store.NewWriter();
        var answers = Enumerable.Range(0, 20).Select(_ => writer.WriteAsync([Some.Call()], Ct)).ToList();
        await writer.StartAsync(Ct);

        await writer.StopAsync(Ct);

        Assert.All(await Task.WhenAll(answers), answer => Assert.IsType<WriteResult.Committed>(answer));
        Assert.IsType<WriteResult.Unavailable>(await writer.WriteAsync([Some.Call()], Ct));
    }

    [Fact]
    public async Task A_database_that_is_away_means_later_not_lost()
    {
        await _store.Database.ExecuteAsync("ALTER TABLE calls RENAME TO calls_away");
        var call = Some.Call();

        Assert.IsType<WriteResult.Unavailable>(await _store.Writer.WriteAsync([call], Ct));
        Assert.NotNull(_store.Writer.Trouble);

        await _store.Database.ExecuteAsync("ALTER TABLE calls_away RENAME TO calls");
        await _store.WriteAsync(call);
        Assert.Null(_store.Writer.Trouble);
        Assert.Equal(1, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task What_only_the_gateway_knows_is_kept_and_listed()
    {
        var call = Some.Call();
        await _store.WriteAsync(call with
        {
            Call = call.Call! with { Recorder = Recorder.Gateway, Revision = 7, Attempts = 2, RequestId = "req-1" },
        });

        var listed = (await _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First }, Ct)).Items.Single();
        Assert.Equal(
            (Recorder.Gateway, 7, 2, "req-1"), (listed.Recorder, listed.Revision, listed.Attempts, listed.RequestId));
        var shown = (await _store.Calls.TraceAsync(ProjectId.First, call.TraceId, Ct))!.Spans.Single().Call!;
        Assert.Equal((Recorder.Gateway, 7, 2, "req-1"), (shown.Recorder, shown.Revision, shown.Attempts, shown.RequestId));
    }

    [Fact]
    public async Task A_client_leaves_unknown_what_only_the_gateway_knows()
    {
        await _store.WriteAsync(Some.Call());

        var listed = (await _store.Calls.ListAsync(new CallFilter { Project = ProjectId.First }, Ct)).Items.Single();
        Assert.Equal(Recorder.Client, listed.Recorder);
        Assert.Null(listed.Revision);
        Assert.Null(listed.Attempts);
        Assert.Null(listed.RequestId);
    }

    [Fact]
    public async Task Very_long_names_are_cut_and_stay_one_series()
    {
        var name = new string('ä', 100_000);

        await _store.WriteAsync(Some.Call(route: name, model: name, version: name, environment: name));
        await _store.WriteAsync(Some.Call(route: name, model: name, version: name, environment: name));

        var series = (await _store.ReadAsync(by: Dimension.Route)).Series.Single();
        Assert.Equal(256, series[Dimension.Route]!.Length);
        Assert.Equal(2, series.Points.Single().Calls);
    }
}

using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rollups;

public sealed class RollupVerifierTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        await _store.WriteAsync(
            Some.Call(), Some.Call(at: Some.Noon.AddMinutes(20), ttftMs: 300), Some.Call(at: Some.Noon.AddDays(-1)),
            Some.Call(route: "other", costNano: null, status: SpanStatus.Error));
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Sums_are_those_of_their_calls_before_folding_and_after_and_between()
    {
        var unfolded = await VerifyAsync();
        await _store.Compactor.RunAsync(Ct);
        var folded = await VerifyAsync();
        await _store.WriteAsync(Some.Call(at: Some.Noon.AddMinutes(1)));

        Assert.Equal((2L, 7L, 0L, 0L), (unfolded.Days, unfolded.Cells, unfolded.Waiting, unfolded.Different));
        Assert.Equal((2L, 7L, 0L, 0L), (folded.Days, folded.Cells, folded.Waiting, folded.Different));
        Assert.Equal(0, (await VerifyAsync()).Different);
    }

    [Theory]
    [InlineData("rollup_quarter", "cost_nano", "CostNano is 16501 instead of 16500")]
    [InlineData("rollup_quarter", "input_tokens", "InputTokens is 43 instead of 42")]
    [InlineData("rollup_quarter", "latency_sum_us", "latency has sum, least and greatest 1500001, 1500000,")]
    [InlineData("rollup_day", "calls", "Calls is 2 instead of 1")]
    public async Task A_cell_that_was_tampered_with_is_named(string table, string column, string fault)
    {
        await _store.Compactor.RunAsync(Ct);
        await _store.Database.ExecuteAsync(
            $"UPDATE {table} SET {column} = {column} + 1 WHERE bucket < $1", CellKey.UtcDay(Some.Noon).UtcDateTime);

        var report = await VerifyAsync();

        var cell = Assert.Single(report.First);
        Assert.False(report.Ok);
        Assert.Equal(table, cell.Table);
        Assert.Equal(1, cell.Project.Value);
        Assert.Equal(
            table == "rollup_day" ? CellKey.UtcDay(Some.Noon.AddDays(-1)) : Some.Noon.AddDays(-1), cell.Start);
        Assert.StartsWith(fault, cell.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_latency_moved_to_another_bucket_is_seen()
    {
        await _store.Compactor.RunAsync(Ct);
        await _store.Database.ExecuteAsync("UPDATE rollup_quarter SET latency_sketch = $1", Sketch(90));

        var report = await VerifyAsync();

        Assert.Equal(4, report.Different);
        Assert.All(report.First, cell => Assert.Equal("latency is spread differently", cell.Fault));
    }

    [Fact]
    public async Task A_missing_cell_and_one_too_many_are_seen()
    {
        await _store.Compactor.RunAsync(Ct);
        await _store.Database.ExecuteAsync("DELETE FROM rollup_day WHERE bucket < $1", Some.Noon.UtcDateTime);
        await _store.Database.ExecuteAsync("UPDATE rollup_quarter SET bucket = bucket - interval '90 days'");

        var report = await VerifyAsync();

        // Four quarters are gone, four stand where no calls are, and so is each of the three days.
        Assert.Equal(11, report.Different);
        Assert.Equal(10, report.First.Count);
    }

    [Fact]
    public async Task Cells_that_await_a_recount_are_not_judged()
    {
        await _store.Compactor.RunAsync(Ct);
        await _store.Database.ExecuteAsync(
            "UPDATE rollup_quarter SET calls = calls + 1 WHERE bucket = $1", Some.Noon.UtcDateTime);
        await _store.Database.ExecuteAsync(
            "INSERT INTO dirty_cells SELECT project_id, bucket, series_id FROM rollup_quarter WHERE bucket = $1",
            Some.Noon.UtcDateTime);

        var report = await VerifyAsync();

        Assert.True(report.Ok);
        Assert.Equal(4, report.Waiting);
    }

    [Fact]
    public async Task A_day_whose_calls_were_dropped_keeps_its_sums_unjudged()
    {
        await _store.Compactor.RunAsync(Ct);
        _store.Time.Advance(TimeSpan.FromDays(91));
        await _store.Partitions.DropExpiredAsync(Ct);
        // The writer remembers the dropped partition until its first try is refused.
        await _store.Writer.WriteAsync([Some.Call()], Ct);
        await _store.WriteAsync(Some.Call());

        var report = await VerifyAsync();

        Assert.Equal((0L, 0L), (report.Days, report.Different));
    }

    private static byte[] Sketch(long micros)
    {
        var sketch = new LatencySketch();
        sketch.Add(micros);
        return sketch.Encode();
    }

    private Task<RollupReport> VerifyAsync() => new RollupVerifier(_store.Db).VerifyAsync(Ct);
}

using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class SegmentReaderTests : IAsyncLifetime
{
    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Single_calls_sum_to_what_was_counted_when_they_came_in()
    {
        var random = new Random(11);
        await _store.WriteAsync(Enumerable.Range(0, 400).Select(i => Call(random, i)).ToArray());
        await _store.Compactor.RunAsync(Ct);

        // Only single calls know their users by the hour; without users the same hours come from the rollups.
        var fromCalls = Sums(await ReadAsync(Dimension.Version, Dimension.User));
        var fromRollups = Sums(await ReadAsync(Dimension.Version));

        Assert.True(fromRollups.Count > 10);
        Assert.Equal(fromRollups, fromCalls);
    }

    [Fact]
    public async Task Percentiles_of_single_calls_are_those_of_the_rollups()
    {
        await _store.WriteAsync(Enumerable.Range(1, 200).Select(i => Some.Call(
            at: Some.Noon.AddSeconds(i % 50), user: "one", latencyMs: i * 7, ttftMs: i % 3 == 0 ? null : i)).ToArray());
        await _store.Compactor.RunAsync(Ct);

        var fromCalls = (await ReadAsync(Dimension.User)).Series.Single().Points.Single();
        var fromRollups = (await ReadAsync()).Series.Single().Points.Single();

        Assert.Equal(fromRollups.Latency, fromCalls.Latency);
        Assert.Equal(fromRollups.TimeToFirstToken, fromCalls.TimeToFirstToken);
    }

    [Theory]
    [InlineData(MetricsStep.Minute)]
    [InlineData(MetricsStep.Hour)]
    [InlineData(MetricsStep.Day)]
    public async Task Every_point_is_that_of_a_recount_of_its_calls(MetricsStep step)
    {
        var random = new Random(5);
        var calls = Enumerable.Range(0, 600).Select(i => Call(random, i)).ToArray();
        await _store.WriteAsync(calls[..350]);
        await _store.Compactor.RunAsync(Ct);
        await _store.WriteAsync(calls[350..]);

        // The range begins and ends within a minute; what is not folded yet is read beside what is.
        var (from, to) = (Some.Noon.AddSeconds(-20_001.5), Some.Noon.AddSeconds(20_001.5));
        var answer = await _store.ReadAsync(step, from, to, Dimension.Version);

        var buckets = new Buckets(step, TimeZoneInfo.Utc, from);
        var recount = calls.Where(call => call.StartedAt >= from && call.StartedAt < to)
            .GroupBy(call => (call.Call!.Series.Version, Start: buckets.Of(call.StartedAt)))
            .OrderBy(group => group.Key)
            .Select(group => (group.Key.Version, Recount(group).ToPoint(group.Key.Start)));
        Assert.Equal(
            recount,
            answer.Series.SelectMany(series => series.Points.Select(point => (series[Dimension.Version], point))));
    }

    private static RollupCell Recount(IEnumerable<SpanRecord> calls)
    {
        var cell = new RollupCell();
        foreach (var call in calls)
        {
            cell.Add(
                CallCounters.Of(call.Status, call.Call!.Tokens, call.Call.Cost), call.DurationMicros,
                call.Call.TimeToFirstTokenMicros);
        }

        return cell;
    }

    private static SpanRecord Call(Random random, int i)
    {
        var call = Some.Call(
            at: Some.Noon.AddSeconds(random.Next(-30_000, 30_000)),
            version: i % 3 == 0 ? "v2" : "v1",
            user: i % 5 == 0 ? null : "user-" + (i % 4),
            status: (SpanStatus)(i % 3),
            costNano: i % 11 == 0 ? null : random.Next(1, 90_000_000),
            latencyMs: random.Next(1, 30_000));
        var tokens = new TokenCounts
        {
            InputUncached = random.Next(9000),
            CacheRead = random.Next(900),
            CacheWrite = random.Next(90),
            CacheWrite1h = random.Next(90),
            AudioInput = random.Next(9),
            ImageInput = random.Next(900),
            OutputText = random.Next(900),
            Reasoning = random.Next(90),
            AudioOutput = random.Next(9),
            ImageOutput = random.Next(9),
        };
        var status = (CostStatus)(i % 7 % 4);
        return call with
        {
            Call = call.Call! with
            {
                Tokens = i % 13 == 0 ? null : tokens,
                Cost = status == CostStatus.Priced ? call.Call.Cost : new CallCost(status, null, null),
            },
        };
    }

    private static SortedDictionary<string, string> Sums(MetricsResult result) => new(result.Series
        .SelectMany(series => series.Points.Select(point => (Key: $"{series[Dimension.Version]} {point.Start:O}", Point: point)))
        .GroupBy(row => row.Key, row => row.Point)
        .ToDictionary(
            row => row.Key,
            row => string.Join(
                ' ', row.Sum(p => p.Calls), row.Sum(p => p.Errors), row.Sum(p => p.ClientAborts),
                row.Sum(p => p.InputTokens), row.Sum(p => p.OutputTokens), row.Sum(p => p.CachedTokens),
                row.Sum(p => p.CacheWriteTokens), row.Sum(p => p.ReasoningTokens),
                row.Sum(p => p.Cost?.Value ?? 0), row.Sum(p => p.UnpricedCalls))));

    private Task<MetricsResult> ReadAsync(params Dimension[] by) =>
        _store.ReadAsync(MetricsStep.Hour, Some.Noon.AddDays(-1), Some.Noon.AddDays(1), by);
}

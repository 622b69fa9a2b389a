using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class CallSumReaderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _from = Some.Noon.AddMinutes(-40);
    private static readonly DateTimeOffset _to = Some.Noon.AddMinutes(40);

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CallFilter All => new() { Project = ProjectId.First, From = _from };

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        await _store.WriteAsync(
            Enumerable.Range(0, 60).Select(i => Some.Call(at: Some.Noon.AddMinutes(i - 30))).ToArray());
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Sums_of_rollups_and_of_single_calls_are_the_same()
    {
        var sums = await CountAsync(All);
        var counted = await CountAsync(All with { MinLatencyMs = 0.001 });

        Assert.Equal(60, sums.Calls);
        Assert.NotNull(sums.Cost);
        Assert.True(sums.Tokens > 0);
        Assert.Equal(sums.Bars, counted.Bars);
        Assert.Equal(sums with { Bars = [] }, counted with { Bars = [] });
    }

    [Fact]
    public async Task Bars_are_those_of_the_step_and_add_up()
    {
        var bars = (await CountAsync(All)).Bars;

        Assert.Equal(4, bars.Count);
        Assert.All(bars, bar => Assert.Equal(15, bar.Calls));
        Assert.Equal(Some.Noon.AddMinutes(-30), bars[0].Start);
    }

    [Fact]
    public async Task Only_calls_of_the_filter_count()
    {
        await _store.WriteAsync(Some.Call(at: Some.Noon, route: "other"));

        Assert.Equal(1, (await CountAsync(All with { Route = "other" })).Calls);
        Assert.Equal(0, (await CountAsync(All with { User = "nobody" })).Calls);
        Assert.Null((await CountAsync(All with { Route = "nowhere" })).Cost);
    }

    private Task<CallSum> CountAsync(CallFilter filter) =>
        new CallSumReader(_store.Metrics, _store.Db, _store.Time)
            .CountAsync(filter, _to, MetricsStep.Quarter, TimeZoneInfo.Utc, Ct);
}

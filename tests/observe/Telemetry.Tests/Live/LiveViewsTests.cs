using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Telemetry.Tests.Live;

public sealed class LiveViewsTests : IAsyncLifetime
{
    private static readonly LiveFilter LastHour = new(ProjectId.First, TimeSpan.FromHours(1), null, null);

    private TelemetryStore _store = null!;
    private TelemetryDoorbell _doorbell = null!;
    private LiveViews _views = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TelemetryStore.CreateAsync();
        _doorbell = new TelemetryDoorbell(
            _store.Database.ConnectionString, TimeProvider.System, NullLogger<TelemetryDoorbell>.Instance);
        _views = new LiveViews(_store.Metrics, _doorbell, TimeProvider.System, NullLogger<LiveViews>.Instance);
        await _doorbell.StartAsync(Ct);
        await _views.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _views.StopAsync(CancellationToken.None);
        await _doorbell.StopAsync(CancellationToken.None);
        _views.Dispose();
        _doorbell.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_watcher_gets_a_snapshot_and_then_what_changes()
    {
        await _store.WriteAsync(Some.Call(at: Now().AddMinutes(-10), route: "before"));
        await using var updates = _views.WatchAsync(LastHour, Ct).GetAsyncEnumerator(Ct);
        Assert.True(await updates.MoveNextAsync());
        Assert.True(updates.Current.IsSnapshot);
        Assert.Equal(["before"], RoutesOf(updates.Current));

        await _store.WriteAsync(Some.Call(at: Now(), route: "after"));

        var delta = await NextWithChangesAsync(updates);
        Assert.False(delta.IsSnapshot);
        Assert.Equal(["after"], RoutesOf(delta));
    }

    [Fact]
    public async Task A_late_call_changes_its_own_bucket()
    {
        await using var updates = _views.WatchAsync(LastHour, Ct).GetAsyncEnumerator(Ct);
        Assert.True(await updates.MoveNextAsync());
        var late = Now().AddMinutes(-40);

        await _store.WriteAsync(Some.Call(at: late));

        var point = (await NextWithChangesAsync(updates)).Metrics.Series.Single().Points.Single();
        Assert.Equal(LiveSteps.Floor(late, MetricsStep.Minute), point.Start);
    }

    [Fact]
    public async Task Two_watchers_of_one_filter_see_the_same()
    {
        await using var first = _views.WatchAsync(LastHour, Ct).GetAsyncEnumerator(Ct);
        await using var second = _views.WatchAsync(LastHour with { }, Ct).GetAsyncEnumerator(Ct);
        Assert.True(await first.MoveNextAsync());
        Assert.True(await second.MoveNextAsync());

        await _store.WriteAsync(Some.Call(at: Now()));

        Assert.Equal(RoutesOf(await NextWithChangesAsync(first)), RoutesOf(await NextWithChangesAsync(second)));
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_gets_a_snapshot_in_the_end()
    {
        await using var slow = _views.WatchAsync(LastHour, Ct).GetAsyncEnumerator(Ct);
        Assert.True(await slow.MoveNextAsync());
        await using var quick = _views.WatchAsync(LastHour, Ct).GetAsyncEnumerator(Ct);
        Assert.True(await quick.MoveNextAsync());
        for (var i = 1; i <= 12; i++)
        {
            await _store.WriteAsync(Some.Call(at: Now(), route: "route-" + i));
            await NextWithChangesAsync(quick);
        }

        var shown = new HashSet<string?>();
        while (shown.Count < 12)
        {
            Assert.True(await slow.MoveNextAsync());
            if (slow.Current.IsSnapshot)
            {
                shown.Clear();
            }

            shown.UnionWith(RoutesOf(slow.Current));
        }

        Assert.Contains("route-12", shown);
    }

    [Fact]
    public async Task The_demonstration_is_only_seen_by_those_who_ask()
    {
        await _store.WriteAsync(Some.Call(at: Now(), route: "real"), Some.Call(at: Now(), route: "play", environment: "demo"));

        await using var real = _views.WatchAsync(LastHour, Ct).GetAsyncEnumerator(Ct);
        await using var demo = _views.WatchAsync(LastHour with { Environment = "demo" }, Ct).GetAsyncEnumerator(Ct);
        Assert.True(await real.MoveNextAsync());
        Assert.True(await demo.MoveNextAsync());

        Assert.Equal(["real"], RoutesOf(real.Current));
        Assert.Equal(["play"], RoutesOf(demo.Current));
    }

    private static DateTimeOffset Now()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new DateTimeOffset(now.Ticks - (now.Ticks % 10), TimeSpan.Zero);
    }

    private static List<string?> RoutesOf(LiveUpdate update) =>
        update.Metrics.Series.Select(series => series[Dimension.Route]).ToList();

    private static async Task<LiveUpdate> NextWithChangesAsync(IAsyncEnumerator<LiveUpdate> updates)
    {
        do
        {
            Assert.True(await updates.MoveNextAsync());
        }
        while (updates.Current.Metrics.Series.Count == 0);
        return updates.Current;
    }
}

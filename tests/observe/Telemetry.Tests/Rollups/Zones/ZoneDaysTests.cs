using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Rollups.Zones;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rollups.Zones;

public sealed class ZoneDaysTests : IAsyncLifetime
{
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Days_that_were_asked_for_once_are_kept_and_read_the_same()
    {
        await WriteDaysAsync();
        await _store.Compactor.RunAsync(Ct);
        var asked = await ReadAsync();
        Assert.Equal(0L, await CountAsync());

        await _store.Compactor.RunAsync(Ct);

        Assert.True(await CountAsync() > 5);
        Assert.Equal(asked, await ReadAsync());
        await ReadFromZoneDaysAsync();
    }

    [Fact]
    public async Task Kept_days_follow_new_calls_before_and_after_they_are_folded()
    {
        await KeepAsync();
        await WriteDaysAsync();
        var unfolded = await ReadAsync();
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(unfolded, await ReadAsync());
        Assert.Equal(await SumAsync("rollup_quarter"), await SumAsync("rollup_zone_day"));
    }

    [Fact]
    public async Task Kept_days_follow_a_recount()
    {
        await KeepAsync();
        await _store.Database.ExecuteAsync("UPDATE calls SET cost_nano = cost_nano + 7");
        await _store.Database.ExecuteAsync(
            "INSERT INTO dirty_cells SELECT project_id, date_trunc('minute', started_at), series_id FROM calls");

        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(
            await _store.Database.ReadAsync<long>("SELECT sum(cost_nano)::bigint FROM calls"),
            await _store.Database.ReadAsync<long>("SELECT sum(cost_nano)::bigint FROM rollup_zone_day"));
        Assert.True((await new RollupVerifier(_store.Db).VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task A_kept_day_that_was_tampered_with_is_named()
    {
        await KeepAsync();
        await _store.Database.ExecuteAsync(
            """
            UPDATE rollup_zone_day SET calls = calls + 1
            WHERE ctid = (SELECT ctid FROM rollup_zone_day ORDER BY bucket, series_id LIMIT 1)
            """);

        var report = await new RollupVerifier(_store.Db).VerifyAsync(Ct);

        Assert.Equal("rollup_zone_day", Assert.Single(report.First).Table);
    }

    [Fact]
    public async Task A_zone_whose_rules_have_changed_is_summed_again()
    {
        await KeepAsync();
        await _store.Database.ExecuteAsync("UPDATE rollup_zone_day SET bucket = bucket + interval '15 minutes'");
        await _store.Database.ExecuteAsync(@"UPDATE rollup_zones SET days_hash = '\x00'");
        var meanwhile = await ReadAsync();
        Assert.NotEmpty(meanwhile);

        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(meanwhile, await ReadAsync());
        await ReadFromZoneDaysAsync();
    }

    [Fact]
    public async Task A_zone_that_nobody_asks_for_is_given_up_and_comes_back_when_somebody_does()
    {
        await KeepAsync();
        var expected = await ReadAsync();
        await _store.Database.ExecuteAsync("UPDATE rollup_zones SET asked_at = asked_at - interval '31 days'");
        await _store.Compactor.RunAsync(Ct);
        Assert.True(await CountAsync() > 0);

        await _store.Compactor.RunAsync(Ct);
        Assert.Equal(0L, await CountAsync());

        Assert.Equal(expected, await ReadAsync());
        await _store.Compactor.RunAsync(Ct);
        Assert.True(await CountAsync() > 0);
    }

    [Fact]
    public async Task Asking_now_and_then_keeps_a_zone()
    {
        await KeepAsync();
        await _store.Database.ExecuteAsync("UPDATE rollup_zones SET asked_at = asked_at - interval '29 days'");
        await ReadAsync();

        Assert.True(await _store.Database.ReadAsync<bool>("SELECT asked_at > now() - interval '1 day' FROM rollup_zones"));
    }

    [Fact]
    public async Task No_more_zones_are_kept_than_the_compactor_can_carry()
    {
        await WriteDaysAsync();
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.BaseUtcOffset != TimeSpan.Zero).Take(ZoneWishes.MaxZones + 3))
        {
            await ReadAsync(zone);
        }

        Assert.Equal(ZoneWishes.MaxZones, await _store.Database.ReadAsync<long>("SELECT count(*) FROM rollup_zones"));
    }

    private async Task KeepAsync()
    {
        await WriteDaysAsync();
        await ReadAsync();
        await _store.Compactor.RunAsync(Ct);
        Assert.True(await CountAsync() > 0);
    }

    private Task<long> CountAsync() => _store.Database.ReadAsync<long>("SELECT count(*) FROM rollup_zone_day");

    private Task<string?> SumAsync(string table) => _store.Database.ReadAsync<string>(
        $"SELECT concat_ws(' ', sum(calls), sum(cost_nano), sum(latency_sum_us), min(ttft_min_us)) FROM {table}");

    /// <summary>Shows that days come from the kept ones: a mark made there alone is seen.</summary>
    private async Task ReadFromZoneDaysAsync()
    {
        var before = await ReadAsync();
        await _store.Database.ExecuteAsync("UPDATE rollup_zone_day SET errors = errors + 1000");
        Assert.NotEqual(before, await ReadAsync());
    }

    private async Task<List<string>> ReadAsync(TimeZoneInfo? zone = null)
    {
        var result = await _store.Metrics.ReadAsync(
            new MetricsQuery
            {
                Project = ProjectId.First,
                From = Some.Noon.AddDays(-6).AddSeconds(-33),
                To = Some.Noon.AddDays(1).AddMinutes(7),
                Step = MetricsStep.Day,
                Zone = zone ?? Kathmandu,
                By = [Dimension.Version],
            },
            Ct);
        return [.. result.Series.SelectMany(series => series.Points.Select(point => $"{series[Dimension.Version]} {point}"))];
    }

    private async Task WriteDaysAsync()
    {
        var random = new Random(7);
        await _store.WriteAsync(Enumerable.Range(0, 200).Select(i => Some.Call(
            at: Some.Noon.AddMinutes(-random.Next(0, 5 * 1440)),
            version: i % 3 == 0 ? "v2" : "v1",
            costNano: i % 11 == 0 ? null : random.Next(1, 90_000_000),
            latencyMs: random.Next(1, 30_000),
            ttftMs: i % 2 == 0 ? random.Next(1, 900) : null)).ToArray());
    }
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Writing;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Rollups;

public sealed class CompactorTests : IAsyncLifetime
{
    private static readonly string[] Zones = ["UTC", "America/New_York", "Asia/Kathmandu"];

    private TelemetryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TelemetryStore.CreateAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_step_reads_the_same_before_and_after()
    {
        await WriteADayAsync();
        var before = await EveryReadingAsync();

        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM rollup_delta"));
        Assert.Equal(before, await EveryReadingAsync());
        await WriteADayAsync();
        await _store.Compactor.RunAsync(Ct);
        Assert.NotEqual(before, await EveryReadingAsync());
    }

    [Fact]
    public async Task Day_sums_equal_call_sums_to_the_nanodollar_in_every_zone()
    {
        await WriteADayAsync();
        await _store.Compactor.RunAsync(Ct);
        await WriteADayAsync();
        var expected = new Nanodollars(await _store.Database.ReadAsync<long>("SELECT sum(cost_nano)::bigint FROM calls"));

        foreach (var zone in Zones)
        {
            var days = await _store.Metrics.ReadAsync(Query(MetricsStep.Day) with { Zone = Zone(zone) }, Ct);
            var sum = days.Series.Single().Points.Aggregate(Nanodollars.Zero, (total, point) => total + point.Cost!.Value);
            Assert.Equal(expected, sum);
        }
    }

    [Fact]
    public async Task A_dirty_cell_is_recounted_from_its_calls()
    {
        await WriteADayAsync();
        await _store.Compactor.RunAsync(Ct);
        var before = await EveryReadingAsync();
        await _store.Database.ExecuteAsync("UPDATE rollup_minute SET calls = calls + 7");
        await _store.Database.ExecuteAsync("UPDATE rollup_quarter SET cost_nano = cost_nano * 2");
        await _store.Database.ExecuteAsync("UPDATE rollup_day SET errors = 99");

        await _store.Database.ExecuteAsync(
            "INSERT INTO dirty_cells SELECT project_id, date_trunc('minute', started_at), series_id FROM calls");
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(before, await EveryReadingAsync());
        Assert.Equal(0L, await _store.Database.ReadAsync<long>("SELECT count(*) FROM dirty_cells"));
    }

    [Fact]
    public async Task A_recount_does_not_add_the_deltas_that_it_has_counted()
    {
        await _store.WriteAsync(Some.Call(), Some.Call());
        await _store.Database.ExecuteAsync(
            "INSERT INTO dirty_cells SELECT project_id, date_trunc('minute', started_at), series_id FROM calls");

        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(2, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task What_takes_longer_than_a_command_may_is_folded_in_smaller_pieces()
    {
        for (var i = 0; i < 400; i++)
        {
            await _store.WriteAsync(Some.Call(user: "ada"));
        }

        var before = await EveryReadingAsync();
        await _store.Database.ExecuteAsync(
            """
            CREATE FUNCTION crawl() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.005); RETURN old; END';
            CREATE TRIGGER crawl BEFORE DELETE ON rollup_delta FOR EACH ROW EXECUTE FUNCTION crawl();
            CREATE TRIGGER crawl BEFORE DELETE ON rollup_user_delta FOR EACH ROW EXECUTE FUNCTION crawl();
            """);
        await using var impatient = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_store.Database.ConnectionString) { CommandTimeout = 1 });
        var compactor = new Compactor(new TelemetryDb(impatient), mostRows: 400);

        var failure = await Assert.ThrowsAsync<NpgsqlException>(() => compactor.RunAsync(Ct));
        Assert.IsType<TimeoutException>(failure.InnerException);
        Assert.Equal(before, await EveryReadingAsync());
        while (await _store.Database.ReadAsync<long>("SELECT count(*) FROM rollup_delta") > 0)
        {
            try
            {
                await compactor.RunAsync(Ct);
            }
            catch (NpgsqlException e) when (e.InnerException is TimeoutException)
            {
                // A piece grew too large; what was folded before it stays folded.
            }

            Assert.Equal(before, await EveryReadingAsync());
        }

        Assert.Equal(400, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task Only_one_console_compacts_at_a_time()
    {
        await using var other = await _store.Database.Source.OpenConnectionAsync(Ct);
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(x'6c6c6d726f6c'::bigint)", other);
        await hold.ExecuteNonQueryAsync(Ct);
        await _store.WriteAsync(Some.Call());

        Assert.False(await _store.Compactor.RunAsync(Ct));

        Assert.Equal(1, (await _store.TotalAsync())!.Calls);
    }

    [Fact]
    public async Task Writing_while_compacting_loses_and_doubles_nothing()
    {
        using var done = new CancellationTokenSource();
        var compacting = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    await _store.Compactor.RunAsync(Ct);
                    await _store.Database.ExecuteAsync(
                        "INSERT INTO dirty_cells SELECT DISTINCT project_id, date_trunc('minute', started_at), series_id FROM calls");
                }
            },
            Ct);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 40; i++)
            {
                await _store.WriteAsync(Some.Call(), Some.Call(at: Some.Noon.AddMinutes(i)));
            }
        }));
        await done.CancelAsync();
        await compacting;
        await _store.Compactor.RunAsync(Ct);

        Assert.Equal(320, (await _store.TotalAsync())!.Calls);
        Assert.Equal(320L, await _store.Database.ReadAsync<long>("SELECT sum(calls)::bigint FROM rollup_minute"));
    }

    [Theory]
    [InlineData("late wrapper")]
    [InlineData("retracted")]
    [InlineData("marked before the drop")]
    public async Task A_correction_to_a_day_whose_calls_were_dropped_adds_to_its_sums_and_replaces_none(string what)
    {
        await _store.WriteAsync(Some.Call(), Some.Call(at: Some.Noon.AddHours(1)), Some.Call(at: Some.Noon.AddHours(2)));
        await _store.Compactor.RunAsync(Ct);
        if (what == "marked before the drop")
        {
            await _store.Database.ExecuteAsync(
                "INSERT INTO dirty_cells SELECT project_id, date_trunc('minute', started_at), series_id FROM calls");
        }

        _store.Time.Advance(TimeSpan.FromDays(92));
        Assert.Contains("calls_2026_11_22", await _store.Partitions.DropExpiredAsync(Ct));
        var late = Some.Call(user: "ada");

        // The writer remembers the partition, and looks again when it proves to be gone: its sender comes again.
        Assert.IsType<WriteResult.Unavailable>(await _store.Writer.WriteAsync([late], Ct));
        await _store.WriteAsync(late);
        await _store.Compactor.RunAsync(Ct);
        await AssertDayAsync(calls: 4, ofAda: 1);

        if (what == "late wrapper")
        {
            await _store.WriteAsync(Some.Call(trace: late.TraceId, parent: late.SpanId, costNano: 1, user: "ada"));
            await AssertDayAsync(calls: 4, ofAda: 1);
            Assert.Equal((3 * 16_500) + 1, (await _store.TotalAsync())!.Cost!.Value.Value);
        }
        else if (what == "retracted")
        {
            await new CallRetraction(_store.Db).RunAsync(SpanKey.Of(late), Ct);
            await AssertDayAsync(calls: 3, ofAda: 0);
        }
    }

    private async Task AssertDayAsync(int calls, int ofAda)
    {
        for (var compacted = 0; compacted < 2; compacted++)
        {
            Assert.Equal(calls, (await _store.TotalAsync())!.Calls);
            Assert.Equal(calls, (await _store.ReadAsync(MetricsStep.Day)).Series.Single().Points.Single().Calls);
            var users = await _store.ReadAsync(by: Dimension.User);
            Assert.Equal(
                ofAda,
                users.Series.Where(series => series[Dimension.User] == "ada").Sum(series => series.Points.Sum(point => point.Calls)));
            await _store.Compactor.RunAsync(Ct);
        }
    }

    private static TimeZoneInfo Zone(string name) =>
        name == "UTC" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(name);

    private static MetricsQuery Query(MetricsStep step) => new()
    {
        Project = ProjectId.First,
        From = Some.Noon.AddDays(-2).AddSeconds(-33),
        To = Some.Noon.AddDays(2).AddMinutes(7),
        Step = step,
    };

    /// <summary>Calls of every status and cost, at any second of a day, from a few series.</summary>
    private async Task WriteADayAsync()
    {
        var random = new Random(7);
        await _store.WriteAsync(Enumerable.Range(0, 300).Select(i => Some.Call(
            at: Some.Noon.AddSeconds(random.Next(-43_200, 43_200)),
            version: i % 3 == 0 ? "v2" : "v1",
            user: i % 5 == 0 ? null : "user-" + (i % 4),
            status: (SpanStatus)(i % 3),
            costNano: i % 11 == 0 ? null : random.Next(1, 90_000_000),
            latencyMs: random.Next(1, 30_000),
            ttftMs: i % 2 == 0 ? random.Next(1, 900) : null)).ToArray());
    }

    private async Task<List<string>> EveryReadingAsync()
    {
        var readings = new List<string>();
        foreach (var step in Enum.GetValues<MetricsStep>())
        {
            foreach (var zone in Zones)
            {
                Dimension[][] splits = [[], [Dimension.Version], [Dimension.User]];
                foreach (var by in splits)
                {
                    var result = await _store.Metrics.ReadAsync(Query(step) with { Zone = Zone(zone), By = by }, Ct);
                    readings.AddRange(result.Series.SelectMany(series => series.Points.Select(point =>
                        $"{step} {zone} {string.Join('/', series.By.Values)} {point}")));
                }
            }
        }

        return readings;
    }
}

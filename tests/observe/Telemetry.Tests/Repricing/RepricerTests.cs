using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Repricing;
using Npgsql;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

public sealed class RepricerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = Some.Noon.AddHours(-30);

    private Repricings _all = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _all = await Repricings.CreateAsync();

    public ValueTask DisposeAsync() => _all.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_cell_is_old_or_new_and_agrees_with_its_rollups_through_crashes_writes_and_reads(int seed)
    {
        var random = new Random(seed);
        _all.Set("m0", 1m, Start);
        _all.Set("m1", 2m, Start);
        await _all.Queue.AddAsync(_all.Book, Ct);
        Assert.True(await _all.NewRepricer().RunAsync(Ct));
        await _all.WriteAsync(Calls(random, 400, "gus"));
        await _all.Store.Compactor.RunAsync(Ct);
        await _all.WriteAsync(Calls(random, 200, "gus"));
        var before = await CellSums.CostsAsync(_all.Store.Db, Ct);

        for (var i = 0; i < 4; i++)
        {
            _all.Set("m" + random.Next(4), random.Next(1, 900) / 100m, Start.AddMinutes(random.Next(0, 1800)));
        }

        var after = (await StoredCalls.ReadAsync(_all.Store.Db, Ct)).Where(call => call.Route == "gus")
            .GroupBy(call => (call.Quarter, call.Series))
            .ToDictionary(cell => cell.Key, cell => cell.Sum(call => Expected(call).Amount?.Value ?? 0));
        await _all.Queue.AddAsync(_all.Book, Ct);
        await BreakEverySoOftenAsync(seed + 2);
        var crashes = await RunWithCompanyAsync(random, before, after);

        Assert.True(crashes > 1, "The job was to be interrupted.");
        var costs = await CellSums.CostsAsync(_all.Store.Db, Ct);
        Assert.Equal(after, costs.Where(cell => after.ContainsKey(cell.Key)).ToDictionary());
        Assert.All(await StoredCalls.ReadAsync(_all.Store.Db, Ct), call => Assert.Equal(Expected(call), call.Cost));
        await CellSums.AssertTieAsync(_all.Store.Db, Ct);
        await RecountAsync();
        await CellSums.AssertTieAsync(_all.Store.Db, Ct);
        var job = (await _all.Queries.ReadAsync(1, Ct)).Single();
        Assert.Equal((RepricingState.Done, job.CallsTotal), (job.State, job.CallsDone));
        Assert.Null(job.LastError);
    }

    [Fact]
    public async Task Unpriced_calls_become_priced_from_the_date_and_only_from_there()
    {
        await _all.WriteAsync(
            _all.Priced(Some.Call(at: Some.Noon.AddSeconds(-1), model: "new", user: "ada")),
            _all.Priced(Some.Call(at: Some.Noon, model: "new", user: "ada")),
            _all.Priced(Some.Call(at: Some.Noon.AddMinutes(1), model: "other")));
        Assert.Equal(3, (await _all.Store.TotalAsync())!.UnpricedCalls);

        _all.Set("new", 1m, Some.Noon);
        await _all.RepriceAsync();

        var total = (await _all.Store.TotalAsync())!;
        Assert.Equal((2, new Nanodollars(110_000)), (total.UnpricedCalls, total.Cost));
        Assert.Equal([null, null, "prices:1"], (await StoredCalls.ReadAsync(_all.Store.Db, Ct)).Select(call => call.Cost.PriceId).Order());
        var ada = (await _all.Store.ReadAsync(by: Dimension.User)).Series
            .Single(series => series.By[Dimension.User] == "ada").Points.Single();
        Assert.Equal((1, new Nanodollars(110_000)), (ada.UnpricedCalls, ada.Cost));
        await CellSums.AssertTieAsync(_all.Store.Db, Ct);
    }

    [Fact]
    public async Task A_price_holds_until_the_next_one_whichever_was_recorded_first()
    {
        await _all.WriteAsync([.. Enumerable.Range(0, 4).Select(i =>
            _all.Priced(Some.Call(at: Some.Noon.AddHours(i), model: "m", input: 1_000_000, output: 0)))]);
        _all.Set("m", 3m, Some.Noon.AddHours(2));
        await _all.RepriceAsync();
        _all.Set("m", 2m, Some.Noon.AddHours(1));
        await _all.RepriceAsync();

        Assert.Equal(
            [null, 2m, 3m, 3m],
            (await StoredCalls.ReadAsync(_all.Store.Db, Ct)).OrderBy(call => call.At).Select(call => call.Cost.Amount?.Dollars));
    }

    [Fact]
    public async Task A_call_that_no_new_price_covers_keeps_its_cost_whatever_it_is()
    {
        _all.Set("m", 1m, Some.Noon.AddHours(-1));
        await _all.RepriceAsync();
        await _all.WriteAsync(_all.Priced(Some.Call(model: "m")));
        await _all.Store.Database.ExecuteAsync("UPDATE calls SET cost_nano = 7");

        _all.Set("m", 2m, Some.Noon.AddMinutes(1));
        _all.Set("n", 2m, Some.Noon.AddHours(-1));
        await _all.RepriceAsync();

        Assert.Equal(7, (await StoredCalls.ReadAsync(_all.Store.Db, Ct)).Single().Cost.Amount!.Value.Value);
    }

    [Fact]
    public async Task Running_a_job_again_changes_nothing()
    {
        await _all.WriteAsync(
            _all.Priced(Some.Call(model: "m")), _all.Priced(Some.Call(model: "m", status: SpanStatus.Error)));
        _all.Set("m", 1m, Some.Noon);
        await _all.RepriceAsync();
        var first = await _all.Store.TotalAsync();

        await _all.Store.Database.ExecuteAsync(
            "UPDATE repricing_jobs SET finished_at = NULL, cursor_project = NULL, calls_done = 0, calls_changed = 0");
        Assert.True(await _all.NewRepricer().RunAsync(Ct));

        Assert.Equal(first!.Cost, (await _all.Store.TotalAsync())!.Cost);
        var job = (await _all.Queries.ReadAsync(1, Ct)).Single();
        Assert.Equal((RepricingState.Done, 2L, 0L), (job.State, job.CallsDone, job.CallsChanged));
    }

    [Fact]
    public async Task A_wrapper_that_does_not_count_gets_its_price_and_adds_nothing()
    {
        var outer = Some.Call(model: "m");
        var inner = Some.Call(model: "m", trace: outer.TraceId, parent: outer.SpanId);
        await _all.WriteAsync(_all.Priced(outer), _all.Priced(inner));
        _all.Set("m", 1m, Some.Noon);
        await _all.RepriceAsync();

        Assert.Equal(new Nanodollars(110_000), (await _all.Store.TotalAsync())!.Cost);
        Assert.All(await StoredCalls.ReadAsync(_all.Store.Db, Ct), call => Assert.Equal(110_000, call.Cost.Amount!.Value.Value));
        await CellSums.AssertTieAsync(_all.Store.Db, Ct);
    }

    [Fact]
    public async Task Minutes_that_retention_has_dropped_do_not_stop_the_sums()
    {
        await _all.WriteAsync(_all.Priced(Some.Call(at: Some.Noon.AddDays(-20), model: "m")));
        await _all.Store.Compactor.RunAsync(Ct);
        _all.Store.Time.Advance(TimeSpan.FromDays(8));
        Assert.Contains("rollup_minute_2026_11_02", await _all.Store.Partitions.DropExpiredAsync(Ct));

        _all.Set("m", 1m, Some.Noon.AddDays(-30));
        await _all.RepriceAsync();
        await _all.Store.Compactor.RunAsync(Ct);
        await RecountAsync();

        var total = (await _all.Store.ReadAsync(from: Some.Noon.AddDays(-25))).Series.Single().Points.Single();
        Assert.Equal((1, 0, new Nanodollars(110_000)), (total.Calls, total.UnpricedCalls, total.Cost));
        Assert.Equal(0L, await _all.Store.Database.ReadAsync<long>("SELECT count(*) FROM rollup_delta"));
    }

    [Fact]
    public async Task Only_one_console_runs_jobs_at_a_time()
    {
        await using var other = await _all.Store.Db.Source.OpenConnectionAsync(Ct);
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(x'6c6c6d726570'::bigint)", other);
        await hold.ExecuteNonQueryAsync(Ct);
        _all.Set("m", 1m, Some.Noon);
        await _all.Queue.AddAsync(_all.Book, Ct);

        Assert.False(await _all.NewRepricer().RunAsync(Ct));

        Assert.Equal(RepricingState.Waiting, (await _all.Queries.ReadAsync(1, Ct)).Single().State);
    }

    private static SpanRecord[] Raw(Random random, int count, string route) =>
    [
        .. Enumerable.Range(0, count).Select(i => Some.Call(
            at: Start.AddSeconds(random.Next(0, 36 * 3600)),
            route: route,
            model: "m" + random.Next(4),
            user: i % 3 == 0 ? null : "user-" + (i % 5),
            status: (SpanStatus)(i % 3),
            input: random.Next(1, 5000),
            output: random.Next(0, 900))),
    ];

    private SpanRecord[] Calls(Random random, int count, string route) =>
        [.. Raw(random, count, route).Select(_all.Priced)];

    private static SpanRecord Unpriced(SpanRecord span) =>
        span with { Call = span.Call! with { Cost = new CallCost(CostStatus.NoPrice, null, null) } };

    /// <summary>Runs the job while others write, compact and read; returns how often it was broken off.</summary>
    private async Task<int> RunWithCompanyAsync(
        Random random, Dictionary<(DateTime, int), long> before, Dictionary<(DateTime, int), long> after)
    {
        using var done = new CancellationTokenSource();
        var late = Raw(random, 120, "late").Select(Unpriced).ToArray();
        var company = Task.WhenAll(
            Task.Run(() => ReadAsync(before, after, done.Token), Ct),
            Task.Run(() => CompactAsync(done.Token), Ct),
            Task.Run(
                async () =>
                {
                    // They come without a price of their own: the writer gives them the one in force.
                    foreach (var spans in late.Chunk(5))
                    {
                        await _all.WriteAsync(spans);
                    }
                },
                Ct));
        var crashes = 0;
        try
        {
            while ((await _all.Queries.ReadAsync(1, Ct)).Single().State != RepricingState.Done)
            {
                try
                {
                    await _all.NewRepricer().RunAsync(Ct);
                }
                catch (PostgresException)
                {
                    crashes++;
                }
            }
        }
        finally
        {
            await done.CancelAsync();
            await company;
        }

        return crashes;
    }

    private async Task ReadAsync(
        Dictionary<(DateTime, int), long> before, Dictionary<(DateTime, int), long> after, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await CellSums.AssertTieAsync(_all.Store.Db, Ct);
            foreach (var (cell, cost) in await CellSums.CostsAsync(_all.Store.Db, Ct))
            {
                Assert.True(
                    !after.ContainsKey(cell) || cost == before[cell] || cost == after[cell],
                    $"{cell} costs {cost}: neither {before.GetValueOrDefault(cell)} nor the new cost");
            }
        }
    }

    private async Task CompactAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await _all.Store.Compactor.RunAsync(Ct);
        }
    }

    /// <summary>Breaks off one in so many transactions of a job shortly before its commit, as a crash would.</summary>
    private Task<int> BreakEverySoOftenAsync(int often) => _all.Store.Database.ExecuteAsync(
        $"""
        CREATE SEQUENCE steps;
        CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('steps') % {often} = 0 THEN RAISE EXCEPTION 'broken off'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER break_off BEFORE UPDATE OF cursor_bucket ON repricing_jobs
          FOR EACH ROW EXECUTE FUNCTION break_off();
        """);

    private async Task RecountAsync()
    {
        await _all.Store.Database.ExecuteAsync(
            "INSERT INTO dirty_cells SELECT project_id, date_trunc('minute', started_at), series_id FROM calls");
        await _all.Store.Compactor.RunAsync(Ct);
    }

    private CallCost Expected(StoredCall call) =>
        _all.Book.Price("openai", call.Model, call.Tokens, call.Status, call.At, null);
}

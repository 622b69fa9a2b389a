using Dashboard.Testing;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class DecideTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private const string Stream = "route:gus";

    private static readonly StreamState<int> _sum =
        new(0, (sum, e) => e is WeightChanged changed ? sum + changed.Weight : sum);

    private readonly TestDatabase _db = database.Db;
    private TestEventStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _store = new TestEventStore(_db, [Some.Types()], [new WeightProjection()], states: [_sum]);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_decision_rests_on_the_state_of_its_stream_and_is_sealed()
    {
        Assert.Equal(1, (await DecideAsync(sum => sum + 3))!.Version);
        Assert.Equal(2, (await DecideAsync(sum => sum + 4))!.Version);
        Assert.Equal("3,7", await WeightsAsync());
        Assert.Equal("route 2", await _db.ReadAsync<string>("SELECT concat_ws(' ', type, version) FROM mt_streams"));
        Assert.Equal(10, await _db.ReadAsync<int>("SELECT total FROM weights"));
        var report = await _store.Store.VerifyAsync(Ct);
        Assert.Equal((true, 2, 0), (report.Ok, report.Events, report.Unchained));
    }

    [Fact]
    public async Task Where_there_is_nothing_to_record_nothing_is_written()
    {
        Assert.Null(await _store.Store.DecideAsync<int>(Stream, "Route", _ => [], Some.Ann, Ct));
        Assert.Equal(0L, await _db.ReadAsync<long>("SELECT count(*) FROM mt_streams"));
        Assert.Equal(1, (await DecideAsync(_ => 5))!.Position);
    }

    [Fact]
    public async Task Nobody_decides_in_between()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await DecideAsync(sum => sum == 0 ? 1 : sum);
            }
        }, Ct)));
        // Each doubles the sum of all before it.
        Assert.Equal(
            string.Join(',', Enumerable.Range(0, 24).Select(n => n == 0 ? 1 : 1 << (n - 1))),
            await WeightsAsync());
    }

    [Fact]
    public async Task Events_of_unknown_types_are_passed_over_but_count_for_the_version()
    {
        await DecideAsync(_ => 3);
        await _db.ExecuteAsync("UPDATE mt_streams SET version = 2");
        await _db.ExecuteAsync("""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type)
            VALUES (nextval('mt_events_sequence'), gen_random_uuid(), 'route:gus', 2, '{"x": 1}', 'from_the_future')
            """);
        Assert.Equal(3, (await DecideAsync(sum => sum + 1))!.Version);
        Assert.Equal("3,4", await WeightsAsync());
    }

    [Fact]
    public async Task An_archived_stream_is_not_decided_on()
    {
        await DecideAsync(_ => 3);
        await _db.ExecuteAsync("UPDATE mt_streams SET is_archived = TRUE");
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecideAsync(_ => 3));
    }

    private Task<AppendResult.Appended?> DecideAsync(Func<int, int> decide) => _store.Store.DecideAsync<int>(
        Stream, "Route", sum => [new WeightChanged(decide(sum))], Some.Ann, Ct);

    private Task<string?> WeightsAsync() => _db.ReadAsync<string>(
        "SELECT string_agg(data ->> 'Weight', ',' ORDER BY version) FROM mt_events WHERE type = 'weight_changed'");
}

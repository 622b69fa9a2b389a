using Dashboard.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class EventStoreTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private readonly TestDatabase _db = database.Db;
    private TestEventStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _store = new TestEventStore(_db, [Some.Types()], time: new FakeTimeProvider(Some.Noon));
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_appended_event_is_read_back_with_who_and_why()
    {
        var result = await _store.Store.AppendAsync("route:gus", "Route", 0, [Some.Created("hello")], Some.Ann, Ct);
        var stored = Assert.Single(await ReadAsync("route:gus"));
        Assert.Equal(new AppendResult.Appended(1, stored.Position), result);
        Assert.Equal(Some.Created("hello"), stored.Data);
        Assert.Equal("route_created", stored.Type);
        Assert.Equal(1, stored.Version);
        Assert.Equal(Some.Noon, stored.Timestamp);
        Assert.Equal(("person:ann", "because", "request-1"), (stored.Actor, stored.Reason, stored.CorrelationId));
        Assert.Equal("gus", stored.Json.GetProperty("Model").GetString());
    }

    [Fact]
    public async Task Rows_lie_as_Marten_writes_them()
    {
        await _store.Store.AppendAsync("route:gus", "SupportRoute", 0, [Some.Created(), new WeightChanged(5)], Some.Ann, Ct);
        Assert.Equal("support_route 2 false *DEFAULT*", await _db.ReadAsync<string>(
            "SELECT concat_ws(' ', type, version, is_archived::text, tenant_id) FROM mt_streams WHERE id = 'route:gus'"));
        Assert.Equal(
            """weight_changed | {"Weight": 5} | Dashboard.EventStore.Tests.WeightChanged, Dashboard.EventStore.Tests | *DEFAULT*""",
            await _db.ReadAsync<string>(
                "SELECT concat_ws(' | ', type, data, mt_dotnet_type, tenant_id) FROM mt_events WHERE version = 2"));
    }

    [Fact]
    public async Task An_expected_version_that_is_not_the_actual_one_is_a_conflict_and_writes_nothing()
    {
        Assert.IsType<AppendResult.Appended>(await AppendAsync("route:gus", 0));
        Assert.IsType<AppendResult.Appended>(await AppendAsync("route:gus", 1));
        Assert.Equal(new AppendResult.Conflict(2), await AppendAsync("route:gus", 1));
        Assert.Equal(new AppendResult.Conflict(2), await AppendAsync("route:gus", 0));
        Assert.Equal(new AppendResult.Conflict(0), await AppendAsync("route:new", 1));
        Assert.IsType<AppendResult.Appended>(await AppendAsync("route:gus", null));
        Assert.Equal(3, await _db.ReadAsync<long>("SELECT count(*) FROM mt_events"));
        Assert.Equal(3, await _db.ReadAsync<long>("SELECT last_value FROM mt_events_sequence"));
    }

    [Fact]
    public async Task Of_appenders_that_expect_the_same_version_exactly_one_wins()
    {
        await AppendAsync("route:gus", 0);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => AppendAsync("route:gus", 1), Ct)));
        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.All(results.OfType<AppendResult.Conflict>(), conflict => Assert.Equal(2, conflict.ActualVersion));
    }

    [Fact]
    public async Task Appends_of_many_tasks_become_visible_in_order_and_without_gaps()
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var watcher = Task.Run(() => WatchAsync(done.Token), Ct);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await _store.WeightAsync($"route:{task}", i, Ct);
            }
        }, Ct)));
        await done.CancelAsync();

        var seen = await watcher;
        seen.AddRange(await ReadPositionsAsync(seen.LastOrDefault()));
        Assert.Equal(Enumerable.Range(1, 80).Select(n => (long)n), seen);
    }

    [Fact]
    public async Task An_append_of_another_program_in_the_same_moment_is_a_conflict()
    {
        // Holds version 1 of a new stream, uncommitted and without our lock, as a Marten application would.
        await using var other = await _db.Source.OpenConnectionAsync(Ct);
        await using var transaction = await other.BeginTransactionAsync(Ct);
        await using var insert = new NpgsqlCommand("INSERT INTO mt_streams (id, version) VALUES ('route:gus', 1)", other);
        await insert.ExecuteNonQueryAsync(Ct);

        var ours = AppendAsync("route:gus", 0);
        await WaitUntilAsync("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'");
        await transaction.CommitAsync(Ct);
        Assert.Equal(new AppendResult.Conflict(1), await ours);
    }

    [Fact]
    public async Task Without_an_expected_version_it_is_tried_again()
    {
        await using var other = await _db.Source.OpenConnectionAsync(Ct);
        await using var transaction = await other.BeginTransactionAsync(Ct);
        await using var insert = new NpgsqlCommand("INSERT INTO mt_streams (id, version) VALUES ('route:gus', 1)", other);
        await insert.ExecuteNonQueryAsync(Ct);

        var ours = AppendAsync("route:gus", null);
        await WaitUntilAsync("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'");
        await transaction.CommitAsync(Ct);
        Assert.Equal(2, Assert.IsType<AppendResult.Appended>(await ours).Version);
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_events()
    {
        await AppendAsync("route:gus", 0);
        await _db.ExecuteAsync("UPDATE mt_streams SET is_archived = TRUE");
        await Assert.ThrowsAsync<InvalidOperationException>(() => AppendAsync("route:gus", 1));
    }

    [Fact]
    public async Task A_state_is_folded_from_the_known_events_of_its_stream()
    {
        await _store.WeightAsync("route:gus", 3, Ct);
        await _store.WeightAsync("route:gus", 4, Ct);
        await _store.WeightAsync("route:other", 100, Ct);
        await AppendForeignAsync("route:gus", 3, "renamed_by_another_program");
        var (state, version) = await _store.Store.AggregateAsync(
            "route:gus", 0, (sum, e) => e is WeightChanged changed ? sum + changed.Weight : sum, Ct);
        Assert.Equal((7, 3), (state, version));
        Assert.Equal(new Aggregated<int>(9, 0), await _store.Store.AggregateAsync("none", 9, (sum, _) => sum, Ct));
    }

    [Fact]
    public async Task Events_of_unknown_types_are_read_as_raw_json_and_tombstones_not_at_all()
    {
        await _store.WeightAsync("route:gus", 3, Ct);
        await AppendForeignAsync("route:gus", 2, "from_the_future");
        await AppendForeignAsync("mt_tombstone", 1, "tombstone");
        var all = new List<StoredEvent>();
        await foreach (var stored in _store.Store.ReadAllAsync(0, Ct))
        {
            all.Add(stored);
        }

        Assert.Equal(["weight_changed", "from_the_future"], all.Select(stored => stored.Type));
        Assert.Null(all[1].Data);
        Assert.Equal(1, all[1].Json.GetProperty("x").GetInt32());
        Assert.Null(all[1].Actor);
    }

    [Fact]
    public async Task A_known_event_with_foreign_content_is_named()
    {
        await _store.WeightAsync("route:gus", 3, Ct);
        await _db.ExecuteAsync("""UPDATE mt_events SET data = '{"Weight": "heavy"}'""");
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync("route:gus"));
        Assert.Contains("position 1 is not a valid 'weight_changed'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_append_wakes_Marten_daemons_and_other_consoles()
    {
        var heard = new List<string>();
        await using var listener = await _db.Source.OpenConnectionAsync(Ct);
        listener.Notification += (_, e) => heard.Add($"{e.Channel}={e.Payload}");
        await using var listen = new NpgsqlCommand("LISTEN mt_events_appended; LISTEN dashboard", listener);
        await listen.ExecuteNonQueryAsync(Ct);
        await _store.WeightAsync("route:gus", 3, Ct);
        while (heard.Count < 2)
        {
            await listener.WaitAsync(Ct);
        }

        Assert.Equal(["mt_events_appended=", "dashboard=events:1"], heard);
    }

    private Task<AppendResult> AppendAsync(string stream, long? expected) =>
        _store.Store.AppendAsync(stream, "Route", expected, [new WeightChanged(1)], Some.Ann, Ct);

    private async Task<List<StoredEvent>> ReadAsync(string stream)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in _store.Store.ReadStreamAsync(stream, Ct))
        {
            events.Add(stored);
        }

        return events;
    }

    private async Task<List<long>> ReadPositionsAsync(long after)
    {
        var positions = new List<long>();
        await foreach (var stored in _store.Store.ReadAllAsync(after, Ct))
        {
            positions.Add(stored.Position);
        }

        return positions;
    }

    private async Task<List<long>> WatchAsync(CancellationToken done)
    {
        var seen = new List<long>();
        while (!done.IsCancellationRequested)
        {
            seen.AddRange(await ReadPositionsAsync(seen.LastOrDefault()));
        }

        return seen;
    }

    private async Task AppendForeignAsync(string stream, long version, string type)
    {
        await _db.ExecuteAsync(
            "INSERT INTO mt_streams (id, version) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET version = $2", stream, version);
        await _db.ExecuteAsync("""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type)
            VALUES (nextval('mt_events_sequence'), gen_random_uuid(), $1, $2, '{"x": 1}', $3)
            """, stream, version, type);
    }

    private async Task WaitUntilAsync(string condition)
    {
        while (!await _db.ReadAsync<bool>(condition))
        {
            Ct.ThrowIfCancellationRequested();
        }
    }
}

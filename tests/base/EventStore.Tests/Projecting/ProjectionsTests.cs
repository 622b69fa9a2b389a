using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class ProjectionsTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private readonly WeightProjection _weights = new();
    private readonly TestDatabase _db = database.Db;
    private TestEventStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _store = Some.Store(_db, _weights);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_append_is_in_the_read_model_when_it_returns()
    {
        await _store.WeightAsync("route:a", 3, Ct);
        Assert.Equal("route:a=3/1", await RowsAsync());
        await _store.WeightAsync("route:a", 4, Ct);
        Assert.Equal("route:a=7/2", await RowsAsync());
        Assert.Equal(2, await CheckpointAsync());
    }

    [Fact]
    public async Task Dropped_and_replayed_it_has_the_same_rows()
    {
        await FillAsync(20);
        var rows = await RowsAsync();
        await _db.ExecuteAsync("DELETE FROM weights");
        Assert.Equal(["weights"], await _store.Projections.VerifyAsync(Ct));
        await _store.Projections.RebuildAsync("weights", Ct);
        Assert.Equal(rows, await RowsAsync());
        Assert.Empty(await _store.Projections.VerifyAsync(Ct));
    }

    [Fact]
    public async Task A_meddled_row_is_found_and_left_as_it_is_until_a_rebuild()
    {
        await FillAsync(3);
        await _db.ExecuteAsync("UPDATE weights SET total = 1000 WHERE stream = 'route:0'");
        Assert.Equal(["weights"], await _store.Projections.VerifyAsync(Ct));
        Assert.Contains("route:0=1000", await RowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_between_the_rows_and_the_checkpoint_changes_neither()
    {
        await _store.WeightAsync("route:a", 3, Ct);
        _weights.Fails = true;
        Assert.Equal(2, (await _store.WeightAsync("route:a", 4, Ct)).Version);
        Assert.Equal("route:a=3/1", await RowsAsync());
        Assert.Equal(1, await CheckpointAsync());
        Assert.False(await _store.Projections.TryCatchUpAsync(Ct));
        await Assert.ThrowsAsync<AggregateException>(() => _store.Projections.CatchUpAsync(Ct));

        _weights.Fails = false;
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=7/2", await RowsAsync());
        Assert.Equal(2, await CheckpointAsync());
    }

    [Fact]
    public async Task A_failed_rebuild_changes_nothing()
    {
        await FillAsync(5);
        var rows = await RowsAsync();
        _weights.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Projections.RebuildAsync("weights", Ct));
        Assert.Equal(rows, await RowsAsync());
        Assert.Equal(5, await CheckpointAsync());
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_waiting()
    {
        await WeightProjection.CreateTableAsync(_db, "others");
        using var both = Some.Store(_db, _weights, new WeightProjection("others"));
        _weights.Fails = true;
        await _store.WeightAsync("route:a", 3, Ct);
        await Assert.ThrowsAsync<AggregateException>(() => both.Projections.CatchUpAsync(Ct));
        Assert.Equal(1, await _db.ReadAsync<long>("SELECT count(*) FROM others"));
        Assert.Equal("", await RowsAsync());
    }

    [Fact]
    public async Task Consoles_that_catch_up_at_once_count_each_event_once()
    {
        await AppendWithoutProjectionsAsync(30);
        using var second = Some.Store(_db, new WeightProjection());
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            Task.Run(() => (i % 2 == 0 ? _store : second).Projections.CatchUpAsync(Ct), Ct)));
        Assert.Equal(30, await _db.ReadAsync<long>("SELECT sum(n) FROM weights"));
    }

    [Fact]
    public async Task What_lies_behind_a_gap_waits_until_nobody_can_fill_it()
    {
        await _store.WeightAsync("route:a", 1, Ct);
        // Another program drew position 2 and has not committed yet.
        await using var other = await _db.Source.OpenConnectionAsync(Ct);
        await using var transaction = await other.BeginTransactionAsync(Ct);
        await using (var insert = other.CreateCommand())
        {
            insert.CommandText = """
                INSERT INTO mt_events (seq_id, id, stream_id, version, data, type)
                VALUES (nextval('mt_events_sequence'), gen_random_uuid(), 'route:a', 90, '{"Weight": 10}', 'weight_changed')
                """;
            await insert.ExecuteNonQueryAsync(Ct);
        }

        await _store.WeightAsync("route:b", 100, Ct);
        Assert.Equal("route:a=1/1", await RowsAsync());
        await transaction.CommitAsync(Ct);
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=11/2 route:b=100/1", await RowsAsync());
    }

    [Fact]
    public async Task An_old_gap_is_passed()
    {
        await _db.ExecuteAsync("SELECT nextval('mt_events_sequence')");
        await _store.WeightAsync("route:a", 1, Ct);
        Assert.Equal("", await RowsAsync());
        await _db.ExecuteAsync("UPDATE mt_events SET timestamp = timestamp - interval '4 seconds'");
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=1/1", await RowsAsync());
    }

    [Fact]
    public async Task A_name_nobody_knows_is_refused_with_those_that_exist()
    {
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => _store.Projections.RebuildAsync("none", Ct));
        Assert.Contains("weights", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Projections(
            new DecisionsDb(_db.Source), [], [_weights, _weights], NullLogger<Projections>.Instance));
    }

    private async Task FillAsync(int events)
    {
        for (var i = 0; i < events; i++)
        {
            await _store.WeightAsync($"route:{i % 3}", i, Ct);
        }
    }

    private async Task AppendWithoutProjectionsAsync(int events)
    {
        using var bare = Some.Store(_db);
        for (var i = 0; i < events; i++)
        {
            await bare.WeightAsync("route:a", i, Ct);
        }
    }

    private async Task<string?> RowsAsync() => await _db.ReadAsync<string>(
        "SELECT coalesce(string_agg(stream || '=' || total || '/' || n, ' ' ORDER BY stream), '') FROM weights");

    private Task<long> CheckpointAsync() =>
        _db.ReadAsync<long>("SELECT last_seq_id FROM mt_event_progression WHERE name = 'weights'");
}

using Dashboard.Postgres;
using Dashboard.Testing;
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
    public async Task One_that_cannot_be_written_is_left_as_it_was_and_the_decision_stands()
    {
        await _store.WeightAsync("route:a", 3, Ct);
        _weights.Fails = true;
        Assert.Equal(2, (await _store.WeightAsync("route:a", 4, Ct)).Version);
        Assert.Equal("route:a=3/1", await RowsAsync());
        Assert.False(await _store.Projections.TryCatchUpAsync(Ct));
        await Assert.ThrowsAsync<AggregateException>(() => _store.Projections.CatchUpAsync(Ct));
        Assert.Contains("'weights'", _store.Projections.Fault, StringComparison.Ordinal);
        Assert.Equal("told to fail", await _db.ReadAsync<string>("SELECT fault FROM read_models"));
        Assert.Equal(3, (await _store.WeightAsync("route:b", 1, Ct)).Version + 2);
        Assert.Equal("route:a=3/1", await RowsAsync());
        Assert.True((await _store.Store.VerifyAsync(Ct)).Ok);

        _weights.Fails = false;
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=7/2 route:b=1/1", await RowsAsync());
        Assert.Null(_store.Projections.Fault);
        await _store.WeightAsync("route:b", 1, Ct);
        Assert.Equal("route:a=7/2 route:b=2/2", await RowsAsync());
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_a_projection_fails_the_append()
    {
        await _store.WeightAsync("route:a", 3, Ct);
        _weights.LosesConnection = true;
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => _store.WeightAsync("route:a", 4, Ct));
        Assert.True(DatabaseAway.Is(lost), lost.ToString());
        Assert.Equal(1, await _db.ReadAsync<long>("SELECT count(*) FROM mt_events WHERE type = 'weight_changed'"));

        _weights.LosesConnection = false;
        await _store.WeightAsync("route:a", 4, Ct);
        Assert.Equal("route:a=7/2", await RowsAsync());
        Assert.True((await _store.Store.VerifyAsync(Ct)).Ok);
    }

    [Fact]
    public async Task One_that_is_new_is_built_of_all_events_by_whoever_appends_next()
    {
        await AppendWithoutProjectionsAsync(3);
        await _store.WeightAsync("route:b", 7, Ct);
        Assert.Equal("route:a=3/3 route:b=7/1", await RowsAsync());
    }

    [Fact]
    public async Task One_that_an_appending_console_does_not_have_is_built_anew()
    {
        await _store.WeightAsync("route:a", 3, Ct);
        await AppendWithoutProjectionsAsync(3);
        Assert.Equal("route:a=3/1", await RowsAsync());
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=6/4", await RowsAsync());
    }

    [Fact]
    public async Task A_failed_rebuild_changes_nothing()
    {
        await FillAsync(5);
        var rows = await RowsAsync();
        _weights.Fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Projections.RebuildAsync("weights", Ct));
        Assert.Equal(rows, await RowsAsync());
    }

    [Fact]
    public async Task One_that_fails_keeps_no_other_waiting()
    {
        await WeightProjection.CreateTableAsync(_db, "others");
        using var both = new TestEventStore(
            _db, [Some.Types()], [_weights, new WeightProjection("others")], beside: _store);
        _weights.Fails = true;
        await _store.WeightAsync("route:a", 3, Ct);
        await Assert.ThrowsAsync<AggregateException>(() => both.Projections.CatchUpAsync(Ct));
        Assert.Equal(1, await _db.ReadAsync<long>("SELECT count(*) FROM others"));
        await both.WeightAsync("route:b", 3, Ct);
        Assert.Equal(2, await _db.ReadAsync<long>("SELECT count(*) FROM others"));
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
    public async Task What_another_program_commits_late_is_applied_in_the_order_of_positions()
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
        Assert.Equal("route:a=1/1 route:b=100/1", await RowsAsync());
        await transaction.CommitAsync(Ct);
        _weights.Seen.Clear();
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=11/2 route:b=100/1", await RowsAsync());
        Assert.Equal([1L, 2, 3], _weights.Seen);
        Assert.Empty(await _store.Projections.VerifyAsync(Ct));
    }

    [Fact]
    public async Task What_another_program_appends_at_the_end_is_applied_once_and_reported_as_unchained()
    {
        await _store.WeightAsync("route:a", 1, Ct);
        await AppendForeignAsync("route:a", 2, 10);
        await AppendForeignAsync("route:a", 3, 100);
        _weights.Seen.Clear();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _store.Projections.CatchUpAsync(Ct), Ct)));
        Assert.Equal("route:a=111/3", await RowsAsync());
        Assert.Equal([2L, 3], _weights.Seen);
        await _store.WeightAsync("route:a", 1000, Ct);
        Assert.Equal("route:a=1111/4", await RowsAsync());
        var report = await _store.Store.VerifyAsync(Ct);
        Assert.Equal((true, 4, 2), (report.Ok, report.Events, report.Unchained));
        Assert.Empty(await _store.Projections.VerifyAsync(Ct));
    }

    [Fact]
    public async Task What_is_not_taken_in_yet_is_no_difference_and_a_rebuild_counts_it_once()
    {
        await _store.WeightAsync("route:a", 1, Ct);
        await AppendForeignAsync("route:a", 2, 10);
        Assert.Empty(await _store.Projections.VerifyAsync(Ct));
        await _store.Projections.RebuildAsync("weights", Ct);
        await _store.Projections.CatchUpAsync(Ct);
        Assert.Equal("route:a=11/2", await RowsAsync());
    }

    [Fact]
    public async Task A_position_that_nobody_fills_keeps_nothing_waiting()
    {
        await _db.ExecuteAsync("SELECT nextval('mt_events_sequence')");
        await _store.WeightAsync("route:a", 1, Ct);
        Assert.Equal("route:a=1/1", await RowsAsync());
    }

    [Fact]
    public async Task A_name_nobody_knows_is_refused_with_those_that_exist()
    {
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => _store.Projections.RebuildAsync("none", Ct));
        Assert.Contains("weights", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Some.Store(_db, _weights, _weights));
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
        using var bare = new TestEventStore(_db, [Some.Types()], beside: _store);
        for (var i = 0; i < events; i++)
        {
            await bare.WeightAsync("route:a", i, Ct);
        }
    }

    private async Task<string?> RowsAsync() => await _db.ReadAsync<string>(
        "SELECT coalesce(string_agg(stream || '=' || total || '/' || n, ' ' ORDER BY stream), '') FROM weights");

    private Task<int> AppendForeignAsync(string stream, int version, int weight) => _db.ExecuteAsync("""
        WITH streams AS (UPDATE mt_streams SET version = $2 WHERE id = $1)
        INSERT INTO mt_events (seq_id, id, stream_id, version, data, type)
        VALUES (nextval('mt_events_sequence'), gen_random_uuid(), $1, $2, jsonb_build_object('Weight', $3), 'weight_changed')
        """, stream, version, weight);
}

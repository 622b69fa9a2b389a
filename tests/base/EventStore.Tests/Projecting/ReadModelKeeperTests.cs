using Dashboard.Postgres;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class ReadModelKeeperTests(StoreDatabase database) : IClassFixture<StoreDatabase>, IAsyncLifetime
{
    private readonly TestDatabase _db = database.Db;
    private readonly FakeTimeProvider _time = new(Some.Noon);
    private readonly WeightProjection _weights = new();
    private DecisionsDoorbell _bell = null!;
    private TestEventStore _store = null!;
    private ReadModelKeeper _keeper = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.EmptyAsync();
        _store = Some.Store(_db, _weights);
        // Not started: what follows is by the clock alone.
        _bell = new DecisionsDoorbell(_db.ConnectionString, _time, NullLogger<DecisionsDoorbell>.Instance);
        _keeper = new ReadModelKeeper(_store.Projections, _bell, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        _bell.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task What_another_program_appends_is_in_the_read_models_within_five_seconds()
    {
        Assert.True(ReadModelKeeper.Poll * 2 < TimeSpan.FromSeconds(5));
        await _keeper.StartAsync(Ct);
        await _store.WeightAsync("route:a", 1, Ct);
        await _db.ExecuteAsync("""
            INSERT INTO mt_events (seq_id, id, stream_id, version, data, type)
            VALUES (nextval('mt_events_sequence'), gen_random_uuid(), 'route:a', 2, '{"Weight": 10}', 'weight_changed')
            """);
        await WaitUntilAsync("SELECT EXISTS (SELECT FROM weights WHERE total = 11)");
    }

    [Fact]
    public async Task What_is_stale_is_built_again_at_a_start()
    {
        _weights.Fails = true;
        await _store.WeightAsync("route:a", 1, Ct);
        _weights.Fails = false;
        await _keeper.StartAsync(Ct);
        Assert.Equal(1, await _db.ReadAsync<int>("SELECT total FROM weights"));
        Assert.Null(_store.Projections.Fault);
    }

    [Fact]
    public async Task What_cannot_be_built_is_said_and_tried_again_later()
    {
        _weights.Fails = true;
        await _store.WeightAsync("route:a", 1, Ct);
        await _keeper.StartAsync(Ct);
        Assert.Contains("'weights'", _store.Projections.Fault, StringComparison.Ordinal);
        _weights.Fails = false;
        await WaitUntilAsync("SELECT EXISTS (SELECT FROM weights WHERE total = 1)");
    }

    private async Task WaitUntilAsync(string condition)
    {
        while (!await _db.ReadAsync<bool>(condition))
        {
            Ct.ThrowIfCancellationRequested();
            _time.Advance(ReadModelKeeper.Poll);
        }
    }
}

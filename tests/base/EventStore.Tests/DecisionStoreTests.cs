using Dashboard.Postgres;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.EventStore.Tests;

public sealed class DecisionStoreTests(StoreDatabase database) : IClassFixture<StoreDatabase>
{
    private readonly DecisionsDb _db = new(database.Db.Source);

    private static class Other
    {
        public sealed record WeightChanged(int Weight);
    }

    [Fact]
    public async Task Events_are_written_as_Marten_writes_them()
    {
        using var store = Some.Store(database.Db);
        await store.Store.AppendAsync(
            "route:written", "Route", 0, [Some.Created()], Some.Ann, TestContext.Current.CancellationToken);
        Assert.True(await database.Db.ReadAsync<bool>("""
            SELECT data = '{"Model":"gus","Speed":1,"At":"2026-11-22T12:00:00+00:00","Note":null}'
            FROM mt_events WHERE stream_id = 'route:written'
            """));
    }

    [Fact]
    public void Registrations_add_up()
    {
        using var store = new DecisionStore(
            _db, [new EventTypes(typeof(RouteCreated)), new EventTypes(typeof(WeightChanged))], [], TimeProvider.System);
        Assert.Equal(typeof(RouteCreated), store.Types["route_created"]);
        Assert.Equal(typeof(WeightChanged), store.Types["weight_changed"]);
    }

    [Fact]
    public void Two_types_of_one_stored_name_are_refused() => Assert.Throws<ArgumentException>(() => new DecisionStore(
        _db, [new EventTypes(typeof(WeightChanged)), new EventTypes(typeof(Other.WeightChanged))], [], TimeProvider.System));

    [Fact]
    public async Task A_type_that_nobody_registered_is_refused()
    {
        using var store = new TestEventStore(database.Db, [new EventTypes(typeof(WeightChanged))]);
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(store, new NotRegistered(1)));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(store, new Other.WeightChanged(1)));
    }

    [Fact]
    public async Task A_state_that_nobody_registered_is_refused()
    {
        using var store = Some.Store(database.Db);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Store.DecideAsync<int>(
            "route:none", "Route", _ => [new WeightChanged(1)], Some.Ann, TestContext.Current.CancellationToken));
    }

    private static Task<AppendResult> AppendAsync(TestEventStore store, object data) =>
        store.Store.AppendAsync("route:refused", "Route", null, [data], Some.Ann, TestContext.Current.CancellationToken);
}

using Dashboard.Testing;
using Xunit;

namespace Dashboard.EventStore.Tests;

/// <summary>One database for all tests of a class, emptied before each.</summary>
public sealed class StoreDatabase : IAsyncLifetime
{
    public TestDatabase Db { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Db = await TestDatabase.CreateAsync(EventStoreModule.Migrations);
        await WeightProjection.CreateTableAsync(Db);
    }

    public Task EmptyAsync() => Db.ExecuteAsync("""
        TRUNCATE mt_streams, mt_events, mt_event_progression, audit_head, read_models, unchained_events, weights;
        ALTER SEQUENCE mt_events_sequence RESTART
        """);

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}

using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Testing;

/// <summary>An event store on a test database, which needs <see cref="EventStoreModule.Migrations"/>.</summary>
public sealed class TestEventStore : IDisposable
{
    private readonly string _keyFolder = Directory.CreateTempSubdirectory("dashboard-test-key-").FullName;

    public TestEventStore(
        TestDatabase database, EventTypes[] types, IProjection[]? projections = null, TimeProvider? time = null)
    {
        var db = new DecisionsDb(database.Source);
        Projections = new Projections(db, types, projections ?? [], NullLogger<Projections>.Instance);
        Store = new EventStore.EventStore(
            db, types, Projections, AuditKey.ReadOrCreate(_keyFolder), time ?? TimeProvider.System);
    }

    public EventStore.EventStore Store { get; }

    public Projections Projections { get; }

    public void Dispose()
    {
        Projections.Dispose();
        Directory.Delete(_keyFolder, recursive: true);
    }
}

using Dashboard.EventStore;
using Dashboard.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Testing;

/// <summary>
/// An event store on a test database, which needs <see cref="EventStoreModule.Migrations"/>; with the audit key of another
/// one where both append.
/// </summary>
public sealed class TestEventStore : IDisposable
{
    private readonly DecisionStore _marten;
    private readonly string _keyFolder;
    private readonly bool _ownsKey;

    public TestEventStore(
        TestDatabase database,
        EventTypes[] types,
        IProjection[]? projections = null,
        TimeProvider? time = null,
        StreamState[]? states = null,
        TestEventStore? beside = null)
    {
        _ownsKey = beside is null;
        _keyFolder = beside?._keyFolder ?? Directory.CreateTempSubdirectory("dashboard-test-key-").FullName;
        var db = new DecisionsDb(database.Source);
        _marten = new DecisionStore(db, types, states ?? [], time ?? TimeProvider.System);
        Projections = new Projections(db, _marten, projections ?? [], NullLogger<Projections>.Instance);
        Store = new EventStore.EventStore(db, _marten, Projections, AuditKey.ReadOrCreate(_keyFolder));
    }

    public EventStore.EventStore Store { get; }

    public Projections Projections { get; }

    public void Dispose()
    {
        _marten.Dispose();
        if (_ownsKey)
        {
            Directory.Delete(_keyFolder, recursive: true);
        }
    }
}

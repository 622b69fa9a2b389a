using System.Runtime.CompilerServices;
using Dashboard.Postgres;

namespace Dashboard.EventStore;

/// <summary>
/// The memory of decisions: streams of events in Marten's tables. A Marten application may read, aggregate and append to the same
/// database. The audit log is this store: who and why ride in the headers of each event, sealed by a hash chain.
/// </summary>
public sealed class EventStore
{
    private readonly DecisionsDb _db;
    private readonly EventWriter _writer;
    private readonly EventReader _reader;
    private readonly AuditVerifier _verifier;
    private readonly Projections _projections;

    public EventStore(
        DecisionsDb db, IEnumerable<EventTypes> types, Projections projections, AuditKey key, TimeProvider time)
    {
        var map = new EventTypeMap(types);
        _db = db;
        _projections = projections;
        _writer = new EventWriter(map, key, time);
        _reader = new EventReader(map);
        _verifier = new AuditVerifier(key);
    }

    /// <summary>
    /// Appends events to one stream, all or none. After the commit the projections of this process are brought up to date and other
    /// consoles are rung; neither can undo the append any more.
    /// </summary>
    /// <param name="streamId">Such as <c>route:gus</c>; begins to exist with its first event.</param>
    /// <param name="streamType">What the stream is about, such as <c>Route</c>; stored with its first event.</param>
    /// <param name="expectedVersion">The version that the decision rests on; 0: the stream must not exist; null: any.</param>
    /// <param name="events">At least one, of registered types.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Ends the wait; nothing is written if it ends before the commit.</param>
    public async Task<AppendResult> AppendAsync(
        string streamId,
        string streamType,
        long? expectedVersion,
        IReadOnlyList<object> events,
        EventContext context,
        CancellationToken ct)
    {
        AppendResult result;
        await using (var connection = await _db.Source.OpenConnectionAsync(ct))
        {
            result = await _writer.AppendAsync(connection, streamId, streamType, expectedVersion, events, context, ct);
        }

        if (result is AppendResult.Appended)
        {
            await _projections.TryCatchUpAsync(CancellationToken.None);
        }

        return result;
    }

    /// <summary>The events of a stream in their order; none where there is no such stream.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStreamAsync(
        string streamId, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        await foreach (var stored in _reader.ReadStreamAsync(connection, streamId, ct))
        {
            yield return stored;
        }
    }

    /// <summary>All events behind a position, in their order.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadAllAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        await foreach (var stored in _reader.ReadAllAsync(connection, afterPosition, ct))
        {
            yield return stored;
        }
    }

    /// <summary>
    /// The newest events that match, the newest first. <see cref="StoredEvent.Data"/> is left null: what was tampered with is
    /// found as it lies there.
    /// </summary>
    public async Task<IReadOnlyList<StoredEvent>> FindAsync(EventSearch search, int limit, CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        return await EventFinder.FindAsync(connection, search, limit, ct);
    }

    /// <summary>The stored names of all types of events that were ever appended, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> TypesAsync(CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        return await EventFinder.TypesAsync(connection, ct);
    }

    /// <summary>Folds a stream into a state. Events of unknown types are passed over, but count for the version.</summary>
    public async Task<Aggregated<TState>> AggregateAsync<TState>(
        string streamId, TState seed, Func<TState, object, TState> apply, CancellationToken ct)
    {
        var result = new Aggregated<TState>(seed, 0);
        await foreach (var stored in ReadStreamAsync(streamId, ct))
        {
            result = new(stored.Data is { } data ? apply(result.State, data) : result.State, stored.Version);
        }

        return result;
    }

    /// <summary>Walks the whole hash chain and names the first event that is not as it was written.</summary>
    public async Task<AuditReport> VerifyAsync(CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        return await _verifier.VerifyAsync(connection, ct);
    }
}

using System.Runtime.CompilerServices;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// The memory of decisions: streams of events, kept by Marten. A Marten application may read, aggregate and append to the
/// same database. The audit log is this store: who and why ride in the headers of each event, sealed by a hash chain.
/// </summary>
public sealed class EventStore
{
    /// <summary>The stream of what happened to the record itself.</summary>
    public const string AuditStream = "audit";

    private readonly DecisionsDb _db;
    private readonly SealedAppender _appender;
    private readonly EventReader _reader;
    private readonly AuditVerifier _verifier;
    private readonly HeadMemory _memory;
    private readonly HeadWalk _walk;
    private volatile string? _headFault;

    public EventStore(DecisionsDb db, DecisionStore marten, Projections projections, AuditKey key)
    {
        _db = db;
        _appender = new SealedAppender(marten, projections.Models, key);
        _reader = new EventReader(marten.Types);
        _verifier = new AuditVerifier(key);
        _memory = new HeadMemory(key);
        _walk = new HeadWalk(key);
    }

    /// <summary>
    /// Why the store is not the one that was sealed here, as far as the last look at its end tells; null for all well.
    /// <see cref="VerifyAsync"/> looks at every event.
    /// </summary>
    public string? HeadFault => _memory.FileFault ?? _headFault;

    /// <summary>Why the newest sealed end could not be written beside the key; null while it is there.</summary>
    internal string? HeadSaveFault => _memory.SaveFault;

    /// <summary>
    /// Appends events to one stream, all or none, and the read models with them. A projection that fails keeps none of it
    /// from being recorded: it is marked as stale, see <see cref="Projections.Fault"/>, and built anew.
    /// </summary>
    /// <param name="streamId">Such as <c>route:gus</c>; begins to exist with its first event.</param>
    /// <param name="streamType">What the stream is about, such as <c>Route</c>; stored with its first event.</param>
    /// <param name="expectedVersion">The version that the decision rests on; 0: the stream must not exist; null: any.</param>
    /// <param name="events">At least one, of registered types.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Ends the wait; nothing is written if it ends before the commit.</param>
    public Task<AppendResult> AppendAsync(
        string streamId,
        string streamType,
        long? expectedVersion,
        IReadOnlyList<object> events,
        EventContext context,
        CancellationToken ct) =>
        RecordAsync(new AppendRequest(streamId, streamType, expectedVersion, events, context), ct);

    /// <summary>
    /// Decides on a stream behind the lock of all appends, so that nobody else can decide in between, and appends.
    /// </summary>
    /// <param name="streamId">Such as <c>people</c>.</param>
    /// <param name="streamType">What the stream is about; stored with its first event.</param>
    /// <param name="decide">The events that follow from the state; none for nothing to record. It may be asked again.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Ends the wait; nothing is written if it ends before the commit.</param>
    /// <typeparam name="TState">A registered <see cref="StreamState{TState}"/>.</typeparam>
    /// <returns>Null where there was nothing to record.</returns>
    public async Task<AppendResult.Appended?> DecideAsync<TState>(
        string streamId,
        string streamType,
        Func<TState, IReadOnlyList<object>> decide,
        EventContext context,
        CancellationToken ct)
    {
        SealedAppend? done;
        await using (var connection = await _db.Source.OpenConnectionAsync(ct))
        {
            var append = new AppendRequest(streamId, streamType, null, [], context);
            done = await _appender.DecideAsync(connection, append, decide, ct);
        }

        if (done is { Head: { } head, Former: { } former })
        {
            await RememberAsync(former, head, movesHead: false);
        }

        return (AppendResult.Appended?)done?.Result;
    }

    /// <summary>
    /// Takes the store as it is for the record from now on, although another end was seen: what a restore leaves. The
    /// event that says so is sealed like any other and makes other consoles agree.
    /// </summary>
    /// <param name="fact">The event, made of what moves.</param>
    /// <param name="context">Who and why.</param>
    /// <param name="ct">Ends the wait; nothing is moved if it ends before the commit.</param>
    public async Task<HeadMove> MoveHeadAsync(Func<HeadMove, object> fact, EventContext context, CancellationToken ct)
    {
        AuditHead head;
        await using (var connection = await _db.Source.OpenConnectionAsync(ct))
        {
            head = await AuditHead.FindAsync(connection, ct);
        }

        var seen = _memory.Seen;
        var move = new HeadMove(
            seen?.Events ?? 0, seen?.Hash, seen?.At, head.Events, head.Events == 0 ? null : head.Hash);
        await RecordAsync(new AppendRequest(AuditStream, "Audit", null, [fact(move)], context, MovesHead: true), ct);
        return move;
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
    /// The newest events that match, the newest first, or the next ones behind a position. <see cref="StoredEvent.Data"/> is left null: what was tampered with is
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

    /// <summary>
    /// Walks the whole hash chain and names the first event that is not as it was written, or is not there although it was
    /// seen.
    /// </summary>
    public async Task<AuditReport> VerifyAsync(CancellationToken ct)
    {
        _memory.Refresh();
        var seen = _memory.Seen;
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        var (report, last) = await _verifier.VerifyAsync(connection, seen, ct);
        if (!report.Ok)
        {
            return report;
        }

        if (_memory.FileFault is { } fault)
        {
            return report with { Ok = false, FirstBad = new FirstBad(last?.Position ?? 0, null, fault) };
        }

        if (last is not null && last.Events >= (seen?.Events ?? 0))
        {
            _memory.Advance(seen, last);
        }

        return report;
    }

    /// <summary>Follows the chain to its end; what is wrong is in <see cref="HeadFault"/>.</summary>
    public async Task FollowHeadAsync(CancellationToken ct)
    {
        _memory.Refresh();
        var seen = _memory.Seen;
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        var (head, fault, moved) = await _walk.FollowAsync(connection, seen, ct);
        _headFault = fault;
        if (moved)
        {
            _memory.Move(head!);
        }
        else if (head is not null && fault is null)
        {
            _memory.Advance(seen, head);
        }
    }

    private async Task<AppendResult> RecordAsync(AppendRequest append, CancellationToken ct)
    {
        SealedAppend done;
        await using (var connection = await _db.Source.OpenConnectionAsync(ct))
        {
            done = await _appender.AppendAsync(connection, append, ct);
        }

        if (done is { Head: { } head, Former: { } former })
        {
            await RememberAsync(former, head, append.MovesHead);
        }

        return done.Result;
    }

    // The append is committed: nothing here can undo it, and the next look at the end makes up for what fails.
    private async Task RememberAsync(AuditHead former, SealedHead head, bool movesHead)
    {
        if (movesHead)
        {
            _memory.Move(head);
            _headFault = null;
        }
        else if (!_memory.TryFollow(former, head))
        {
            try
            {
                await FollowHeadAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is NpgsqlException || DatabaseAway.Is(e))
            {
                // AuditWatch looks again in a moment.
            }
        }
    }
}

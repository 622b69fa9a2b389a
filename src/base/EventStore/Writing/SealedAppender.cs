using System.Data;
using System.Runtime.ExceptionServices;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Appends with Marten in a transaction of ours: the lock first, then Marten's rows and the read models, the seal last, one
/// commit. A conflict is answered under the lock, before any position is drawn.
/// </summary>
internal sealed class SealedAppender(DecisionStore marten, ReadModels readModels, AuditKey key)
{
    /// <summary>The doorbell's kind for new events; its payload is the last position.</summary>
    public const string Bell = "events";

    private const int Attempts = 5;

    private readonly Seal _seal = new(key);
    private readonly EventReader _reader = new(marten.Types);

    public async Task<SealedAppend> AppendAsync(NpgsqlConnection connection, AppendRequest append, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(append.StreamId);
        ArgumentOutOfRangeException.ThrowIfZero(append.Events.Count);
        marten.Require(append.Events);
        return (await RetryAsync(connection, append, () => AppendOnceAsync(connection, append, ct), ct))!;
    }

    /// <summary>Null where the decision was to record nothing.</summary>
    public async Task<SealedAppend?> DecideAsync<TState>(
        NpgsqlConnection connection, AppendRequest append, Func<TState, IReadOnlyList<object>> decide, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(append.StreamId);
        return await RetryAsync(connection, append, () => DecideOnceAsync(connection, append, decide, ct), ct);
    }

    // A Marten application does not know our lock and may append to the stream in the same moment.
    private static async Task<SealedAppend?> RetryAsync(
        NpgsqlConnection connection, AppendRequest append, Func<Task<SealedAppend?>> appendOnce, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await appendOnce();
            }
            catch (Exception e) when (IsRace(e) && append.Expected is not null)
            {
                return new(new AppendResult.Conflict(await ReadVersionAsync(connection, append.StreamId, ct)));
            }
            catch (Exception e) when (IsRace(e) && attempt < Attempts)
            {
                // Once more, on what the other one left.
            }
        }
    }

    private async Task<SealedAppend?> AppendOnceAsync(
        NpgsqlConnection connection, AppendRequest append, CancellationToken ct)
    {
        // Read committed: what is read behind the lock is what its former holder left.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var (version, head) = await AppendLock.TakeAsync(connection, append.StreamId, ct);
        if (append.Expected is { } expected && expected != version)
        {
            return new(new AppendResult.Conflict(version));
        }

        head.RequireKey(key);
        await using var session = marten.Open(transaction, append.Context);
        var events = session.Events.Append(append.StreamId, version + append.Events.Count, append.Events).Events;
        return await CommitAsync(transaction, session, events, append, head, ct);
    }

    private async Task<SealedAppend?> DecideOnceAsync<TState>(
        NpgsqlConnection connection, AppendRequest append, Func<TState, IReadOnlyList<object>> decide, CancellationToken ct)
    {
        var state = marten.State<TState>();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var (version, head) = await AppendLock.TakeAsync(connection, append.StreamId, ct);
        head.RequireKey(key);
        await using var session = marten.Open(transaction, append.Context);
        var stream = await _reader.KnowsAllAsync(connection, append.StreamId, ct)
            ? await session.Events.FetchForWriting<Folded<TState>>(append.StreamId, ct)
            : null;
        var decided = decide(stream is null
            ? await FoldKnownAsync(state, connection, append.StreamId, ct)
            : stream.Aggregate is { } folded ? folded.State : state.Seed);
        if (decided.Count == 0)
        {
            return null;
        }

        marten.Require(decided);
        stream?.AppendMany(decided);
        var events = stream?.Events
            ?? session.Events.Append(append.StreamId, version + decided.Count, decided).Events;
        return await CommitAsync(transaction, session, events, append, head, ct);
    }

    /// <summary>
    /// Another program's facts in a stream, at which Marten's reading ends, are nothing to decide on, and no reason not to
    /// decide.
    /// </summary>
    private async Task<TState> FoldKnownAsync<TState>(
        StreamState<TState> state, NpgsqlConnection connection, string streamId, CancellationToken ct) =>
        await _reader.ReadStreamAsync(connection, streamId, ct).AggregateAsync(
            state.Seed, (folded, e) => e.Data is { } data ? state.Apply(folded, data) : folded, ct);

    private async Task<SealedAppend> CommitAsync(
        NpgsqlTransaction transaction, IDocumentSession session, IReadOnlyList<IEvent> events, AppendRequest append,
        AuditHead head, CancellationToken ct)
    {
        Seal.Number(events, head, append.MovesHead);
        ((ITransactionParticipantRegistrar)session).AddTransactionParticipant(new ReadModelStep(readModels, events));
        await SaveAsync(session, ct);
        var sealedHead = await _seal.CloseAsync(transaction.Connection!, head, events, append, ct);
        await transaction.CommitAsync(ct);
        var last = events[^1];
        return new(
            new AppendResult.Appended(last.Version, sealedHead.Position),
            head,
            new SealedHead(sealedHead.Events, sealedHead.Position, sealedHead.Hash, last.Timestamp));
    }

    // Whoever asks whether the database is away knows the driver's exceptions, not Marten's around them.
    private static async Task SaveAsync(IDocumentSession session, CancellationToken ct)
    {
        try
        {
            await session.SaveChangesAsync(ct);
        }
        catch (Exception e) when (e is not NpgsqlException && Driver(e) is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }

    // Both libraries have exceptions of these names.
    private static bool IsRace(Exception e) => e is EventStreamUnexpectedMaxEventIdException
            or Marten.Exceptions.ExistingStreamIdCollisionException or JasperFx.Events.ExistingStreamIdCollisionException
        || (Driver(e) is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } refused
            && refused.ConstraintName is "pkey_mt_streams_id" or "pk_mt_events_stream_and_version");

    private static NpgsqlException? Driver(Exception? e) => e is null ? null : e as NpgsqlException ?? Driver(e.InnerException);

    private static async Task<long> ReadVersionAsync(NpgsqlConnection connection, string streamId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT version FROM mt_streams WHERE id = $1", connection);
        command.Parameters.Add(new() { Value = streamId });
        return await command.ExecuteScalarAsync(ct) is long version ? version : 0;
    }
}

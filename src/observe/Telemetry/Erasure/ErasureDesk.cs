using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Dashboard.Telemetry.Repricing;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Erasure;

/// <summary>Forgets people: content is deleted, identifiers are nulled, the numbers stay so that every sum stays true.</summary>
public sealed class ErasureDesk(
    TelemetryDb db, EventStore.EventStore store, IEnumerable<IErasable> others, TimeProvider time)
{
    private const string Stream = "erasure";

    /// <summary>What there is to erase. Nothing is changed, and more may come before it is.</summary>
    public async Task<ErasureFind> FindAsync(ProjectId project, ErasureTarget target, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        return await ErasureStatements.CountAsync(
            connection, project, await ErasureStatements.TracesAsync(connection, project, target, ct), ct);
    }

    /// <summary>The erasures of a project, the newest first.</summary>
    public async Task<IReadOnlyList<PastErasure>> HistoryAsync(ProjectId project, CancellationToken ct)
    {
        var past = new List<PastErasure>();
        await foreach (var stored in store.ReadStreamAsync(Stream, ct))
        {
            if (stored.Data is PersonalDataErased fact && fact.Project == project.Value)
            {
                past.Insert(0, new PastErasure(
                    fact.Kind, fact.Traces, fact.Calls, stored.Timestamp, stored.Actor, stored.Reason));
            }
        }

        return past;
    }

    /// <summary>
    /// Erases in one transaction, then records that it happened. Where the record fails, the data are gone already and the
    /// same request again records it.
    /// </summary>
    public async Task<ErasureReport> EraseAsync(
        ProjectId project, ErasureTarget target, EventContext context, CancellationToken ct)
    {
        var report = await ApplyAsync(project, target, ct);
        await store.AppendAsync(
            Stream,
            "Erasure",
            null,
            [new PersonalDataErased(project.Value, report.Kind, report.IdentifierHash, report.Traces, report.Calls)],
            context,
            ct);
        return report;
    }

    private async Task<ErasureReport> ApplyAsync(ProjectId project, ErasureTarget target, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        foreach (var other in others)
        {
            await other.HoldAsync(connection, ct);
        }

        // Batches that run have been stored when this is through, and later ones see what is erased.
        await PriceWatermark.LockAsync(connection, ct);
        await Compactor.KeepOutAsync(connection, ct);
        var key = (await Tombstones.KeyAsync(connection, onlyIfUsed: false, ct))!;
        var traces = await ErasureStatements.TracesAsync(connection, project, target, ct);
        var user = (target as ErasureTarget.User)?.Id;
        var calls = await ErasureStatements.LockCallsAsync(connection, project, traces, ct);
        var scope = new ErasureScope(
            project,
            traces,
            user,
            [.. calls.SelectMany(call => call.AnswerIds).Distinct(StringComparer.Ordinal)],
            user is null ? [] : SessionsOf(calls.Where(call => call.UserId == user)),
            user is null ? SessionsOf(calls) : [],
            time.GetUtcNow());
        await Tombstones.PutAsync(connection, Remembered(scope, target, calls), key, ct);
        await ErasureStatements.DeleteContentAsync(connection, project, traces, ct);
        await ErasedLogs.EraseAsync(connection, project, traces, scope.AnswerIds, ct);
        await ErasureStatements.NullIdentifiersAsync(connection, project, traces, user, ct);
        if (user is null)
        {
            await MoveToNobodyAsync(connection, project, calls, ct);
        }
        else
        {
            await ErasureStatements.MergeUserAsync(connection, project, user, ct);
        }

        foreach (var other in others)
        {
            await other.EraseAsync(connection, scope, ct);
        }

        if (calls.Count > 0)
        {
            await CallBell.RingNowAsync(connection, calls.Min(call => CellKey.Minute(call.StartedAt)), ct);
        }

        await transaction.CommitAsync(ct);
        return new ErasureReport(target.Kind, Convert.ToHexStringLower(target.Digest(key, project)), traces.Count, calls.Count);
    }

    private static IReadOnlyList<string> SessionsOf(IEnumerable<ErasedCall> calls) =>
        [.. calls.Select(call => call.SessionId).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Whoever names what is erased later, by whichever id, is known by this.</summary>
    private static IEnumerable<(ProjectId, ErasureTarget, Tombstone)> Remembered(
        ErasureScope scope, ErasureTarget target, List<ErasedCall> calls)
    {
        // Where several calls had an id, votes that name it count for the newest that counts.
        var answers = calls.OrderByDescending(call => call.IsCounted).ThenByDescending(call => call.StartedAt)
            .SelectMany(call => call.AnswerIds.Select(id => (Id: id, Call: (call.Trace, call.Span))))
            .Select(answer => (
                scope.Project, (ErasureTarget)new ErasureTarget.Answer(answer.Id), new Tombstone(scope.At, answer.Call)));
        return scope.Traces.Select(trace => (ErasureTarget)new ErasureTarget.Trace(trace))
            .Concat(scope.Sessions.Select(session => new ErasureTarget.Session(session)))
            .Append(target)
            .Select(one => (scope.Project, one, new Tombstone(scope.At)))
            .Concat(answers);
    }

    private static async Task MoveToNobodyAsync(
        NpgsqlConnection connection, ProjectId project, List<ErasedCall> calls, CancellationToken ct)
    {
        var deltas = new RollupDeltas();
        foreach (var call in calls.Where(call => call.IsCounted && call.UserId is not null))
        {
            var day = new CellKey(project, CellKey.UtcDay(call.StartedAt), call.SeriesId);
            deltas.AddUser(day, call.UserId, -call.Counters);
            deltas.AddUser(day, null, call.Counters);
        }

        await deltas.CopyAsync(connection, ct);
    }
}

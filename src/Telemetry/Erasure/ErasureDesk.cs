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

        // Batches that run have been stored when this is through, and later ones see what is erased.
        await PriceWatermark.LockAsync(connection, ct);
        await Compactor.KeepOutAsync(connection, ct);
        var digest = target.Digest((await Erasures.KeyAsync(connection, onlyIfUsed: false, ct))!, project);
        var traces = await ErasureStatements.TracesAsync(connection, project, target, ct);
        await RememberAsync(connection, project, target, traces, ct);
        var user = (target as ErasureTarget.User)?.Id;
        var calls = await ErasureStatements.LockCallsAsync(connection, project, traces, ct);
        await ErasureStatements.DeleteContentAsync(connection, project, traces, ct);
        await ErasureStatements.NullIdentifiersAsync(connection, project, traces, user, ct);
        if (user is null)
        {
            await MoveToNobodyAsync(connection, project, calls, ct);
        }
        else
        {
            await ErasureStatements.MergeUserAsync(connection, project, user, ct);
        }

        var scope = new ErasureScope(
            project,
            traces,
            user,
            [.. calls.SelectMany(call => call.AnswerIds).Distinct(StringComparer.Ordinal)],
            [.. SessionsOf(user, calls)]);
        foreach (var other in others)
        {
            await other.EraseAsync(connection, scope, ct);
        }

        if (calls.Count > 0)
        {
            await CallBell.RingNowAsync(connection, calls.Min(call => CellKey.Minute(call.StartedAt)), ct);
        }

        await transaction.CommitAsync(ct);
        return new ErasureReport(target.Kind, Convert.ToHexStringLower(digest), traces.Count, calls.Count);
    }

    private static IEnumerable<string> SessionsOf(string? user, IEnumerable<ErasedCall> calls) => calls
        .Where(call => user is not null && call.UserId == user)
        .Select(call => call.SessionId)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);

    private async Task RememberAsync(
        NpgsqlConnection connection, ProjectId project, ErasureTarget target, IReadOnlyList<TraceId> traces,
        CancellationToken ct)
    {
        var key = (await Erasures.KeyAsync(connection, onlyIfUsed: false, ct))!;
        var targets = traces.Select(trace => (ErasureTarget)new ErasureTarget.Trace(trace)).Append(target).Distinct();
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO erased (project_id, digest, erased_at) SELECT $1, d, $3 FROM unnest($2::bytea[]) AS d
            ON CONFLICT (project_id, digest) DO UPDATE SET erased_at = EXCLUDED.erased_at
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = targets.Select(one => one.Digest(key, project)).ToArray() },
                new() { Value = time.GetUtcNow() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
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

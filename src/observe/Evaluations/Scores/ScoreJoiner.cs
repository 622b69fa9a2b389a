using System.Globalization;
using Dashboard.Evaluations.Erasure;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.SetAside;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Joins scores with calls that came after them, and moves those whose call ceased to count (it was a wrapper, or the
/// gateway recorded it too) or whose trace went on. Several consoles may run it at once.
/// </summary>
internal sealed partial class ScoreJoiner(
    TelemetryDb db, SetAsideRecords setAside, TimeProvider time, ILogger<ScoreJoiner> logger)
{
    private const int Batch = 500;

    /// <summary>How long a score without a call is looked after closely, and a trace may go on.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>How long a score waits for its call at all.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Scores without a call.</summary>
    private const string Pending =
        """
        s.call_trace_id IS NULL AND (s.response_id IS NOT NULL OR s.request_id IS NOT NULL OR s.trace_id IS NOT NULL)
        """;

    /// <summary>Scores whose call no longer counts, was corrected, or is no longer the last of the trace that was meant.</summary>
    private const string Moved =
        """
        s.call_trace_id IS NOT NULL AND (
          EXISTS (SELECT FROM calls c WHERE c.project_id = s.project_id AND c.started_at = s.call_started_at
            AND c.trace_id = s.call_trace_id AND c.span_id = s.call_span_id AND NOT c.counted)
          OR EXISTS (SELECT FROM calls c JOIN call_scores t USING (project_id, started_at, trace_id, span_id)
            WHERE t.project_id = s.project_id AND t.started_at = s.call_started_at AND t.trace_id = s.call_trace_id
              AND t.span_id = s.call_span_id AND (c.series_id <> t.series_id OR c.user_id IS DISTINCT FROM t.user_id))
          OR (s.trace_id IS NOT NULL AND EXISTS (
            SELECT FROM calls c WHERE c.project_id = s.project_id AND c.trace_id = s.trace_id AND c.counted
              AND c.started_at > s.call_started_at AND c.started_at < s.call_started_at + interval '1 hour')))
        """;

    /// <summary>Looks at the scores of the last minutes.</summary>
    public Task<int> JoinFreshAsync(CancellationToken ct) => JoinAsync(Fresh, ct);

    /// <summary>Looks at every score that may still find its call.</summary>
    public Task<int> JoinAllAsync(CancellationToken ct) => JoinAsync(Patience, ct);

    /// <summary>Returns how many scores it looked at.</summary>
    private async Task<int> JoinAsync(TimeSpan age, CancellationToken ct)
    {
        var since = time.GetUtcNow() - age;
        await LateErasure.RunAsync(db, since, ct);
        var pending = await EachAsync(Pending, since, ct);
        return pending + await EachAsync(Moved, since, ct);
    }

    private async Task<int> EachAsync(string condition, DateTimeOffset since, CancellationToken ct)
    {
        // Scores up to the revision `alone` are joined one by one: one of them has failed with its neighbours.
        var (last, alone, seen) = (0L, 0L, 0);
        while (true)
        {
            await using var connection = await db.Source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var taken = await TakeAsync(connection, condition, since, last, last < alone ? 1 : Batch, ct);
            if (taken.Last is not { } revision)
            {
                return seen;
            }

            try
            {
                await Joining.RunAsync(connection, taken.Scores, ct);
                await ForgetAsync(connection, taken.Failed, ct);
                await transaction.CommitAsync(ct);
            }
            catch (Exception fault) when (RecordFault.Is(fault))
            {
                await transaction.RollbackAsync(ct);
                if (last >= alone)
                {
                    alone = revision;
                    continue;
                }

                LogFault(fault);
                await setAside.FailAsync(
                    connection, SetAsideKinds.Score, taken.Scores[0].Wanted.Project, Record(revision), 0,
                    RecordFault.Reason(fault), isFinal: false, ct);
            }

            (last, seen) = (revision, seen + taken.Scores.Count);
        }
    }

    private static string Record(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    private static async Task ForgetAsync(
        NpgsqlConnection connection, List<(ProjectId Project, long Revision)> joined, CancellationToken ct)
    {
        foreach (var project in joined.GroupBy(one => one.Project, one => Record(one.Revision)))
        {
            await SetAsideRecords.ForgetAsync(connection, SetAsideKinds.Score, project.Key, [.. project], ct);
        }
    }

    /// <summary>Locks the next scores; those that another transaction holds are its business, and rung for again after it.</summary>
    private async Task<Taken> TakeAsync(
        NpgsqlConnection connection, string condition, DateTimeOffset since, long after, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {StoredTarget.Columns}, s.revision, f.record IS NOT NULL FROM scores s
            LEFT JOIN set_aside f ON f.kind = '{SetAsideKinds.Score}' AND f.project_id = s.project_id
              AND f.record = s.revision::text
            WHERE s.received_at > $1 AND s.revision > $2 AND {condition}
              AND (f.record IS NULL OR NOT {SetAsideRecords.IsLeftOut("$3")})
            ORDER BY s.revision LIMIT {most} FOR UPDATE OF s SKIP LOCKED
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = since.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = after },
                new() { Value = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (scores, failed, last) = (new List<StoredTarget>(), new List<(ProjectId, long)>(), default(long?));
        while (await reader.ReadAsync(ct))
        {
            last = reader.GetInt64(12);
            if (reader.GetBoolean(13))
            {
                failed.Add((new ProjectId(reader.GetInt32(0)), last.Value));
            }

            if (StoredTarget.Read(reader) is { } score)
            {
                scores.Add(score);
            }
        }

        return new Taken(scores, last, failed);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A score could not be joined with its call by its own fault; it is tried again, then set aside")]
    private partial void LogFault(Exception failure);

    private readonly record struct Taken(
        List<StoredTarget> Scores, long? Last, List<(ProjectId Project, long Revision)> Failed);
}

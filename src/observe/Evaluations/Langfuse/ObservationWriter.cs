using Dashboard.Events;
using Dashboard.Ingest;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.SetAside;
using Dashboard.Telemetry.Writing;
using Dashboard.Texts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// Turns observations that are complete, or quiet for a while, into spans. A later update takes the span back and writes
/// the corrected one; a crash in between leaves the observation open, and the next run goes on.
/// </summary>
internal sealed partial class ObservationWriter(
    TelemetryDb db, SpanIntake intake, SetAsideRecords setAside, TimeProvider time, ILogger<ObservationWriter> logger)
{
    private const int Batch = 100;
    private const string Savepoint = "observation";

    /// <summary>An observation without an end is taken as it is after this time without news.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <summary>How long events are kept to be merged with what may still come.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    /// <summary>Writes what is due. Returns how many observations became spans; several consoles may run it at once.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (after, written) = (0L, 0);
        while (true)
        {
            await using var connection = await db.Source.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var open = await TakeAsync(connection, after, ct);
            foreach (var observation in open)
            {
                if (await TryAsync(transaction, observation, ct) is not { } done)
                {
                    // Nobody takes spans now: what is written so far stays so.
                    await transaction.CommitAsync(ct);
                    return written;
                }

                written += done ? 1 : 0;
            }

            await transaction.CommitAsync(ct);
            if (open.Count < Batch)
            {
                return written;
            }

            after = open[^1].Version;
        }
    }

    /// <summary>Forgets what has been written long ago, or never will be; what was set aside stays.</summary>
    public async Task ForgetAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            WITH kept AS MATERIALIZED (
              SELECT o.project_id, o.observation, o.trace FROM set_aside f
              JOIN langfuse_observations o ON o.project_id = f.project_id AND o.observation = f.record WHERE f.kind = $2),
            old AS (
              DELETE FROM langfuse_events e WHERE e.received_at < $1 AND NOT EXISTS (
                SELECT FROM kept k WHERE k.project_id = e.project_id
                  AND (k.observation = e.observation OR (e.observation IS NULL AND k.trace = e.trace))))
            DELETE FROM langfuse_observations o WHERE o.changed_at < $1 AND NOT EXISTS (
              SELECT FROM kept k WHERE k.project_id = o.project_id AND k.observation = o.observation)
            """);
        command.Parameters.Add(new() { Value = (time.GetUtcNow() - Kept).UtcDateTime });
        command.Parameters.Add(new() { Value = SetAsideKinds.Langfuse });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>True when it became a span, false when it did not, null when the writer takes nothing now.</summary>
    private async Task<bool?> TryAsync(NpgsqlTransaction transaction, OpenObservation observation, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        await transaction.SaveAsync(Savepoint, ct);
        string? fault;
        try
        {
            (var written, fault) = await WriteAsync(connection, observation, ct);
            if (fault is null)
            {
                if (observation.HasFailed && written is not null)
                {
                    await SetAsideRecords.ForgetAsync(
                        connection, SetAsideKinds.Langfuse, observation.Project, [observation.Id], ct);
                }

                return written;
            }
        }
        catch (Exception failure) when (RecordFault.Is(failure))
        {
            LogFault(failure);
            fault = RecordFault.Reason(failure);
        }

        await transaction.RollbackAsync(Savepoint, ct);
        await setAside.FailAsync(
            connection, SetAsideKinds.Langfuse, observation.Project, observation.Id, observation.Version, fault,
            isFinal: false, ct);
        return false;
    }

    private async Task<(bool? Written, string? Fault)> WriteAsync(
        NpgsqlConnection connection, OpenObservation observation, CancellationToken ct)
    {
        var events = await ReadAsync(connection, observation, ofTrace: false, ct);
        var trace = await ReadAsync(connection, observation, ofTrace: true, ct);
        if (MergedObservation.Of(events, trace) is not { } merged)
        {
            return (false, null);
        }

        var spans = intake.Read(observation.Project, ObservationSpan.Export(merged), out var rejection);
        if (rejection is not null)
        {
            return (false, rejection);
        }

        if (observation is { WrittenStart: { } start, WrittenTrace: { } traceId })
        {
            await intake.RetractAsync(
                observation.Project, start, TraceId.FromGuid(traceId), LangfuseIds.Span(observation.Id), ct);
        }

        switch (await intake.WriteAsync(spans, ct))
        {
            case WriteResult.Committed:
                await MarkAsync(connection, observation, spans.Count == 0 ? null : spans[0], ct);
                return (spans.Count > 0, null);
            case WriteResult.Unavailable { IsContentAtFault: true } refused:
                return (false, refused.Reason);
            default:
                return (null, null);
        }
    }

    private async Task<List<OpenObservation>> TakeAsync(NpgsqlConnection connection, long after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT o.project_id, o.observation, o.trace, o.version, o.written_start, o.written_trace, f.record IS NOT NULL
            FROM langfuse_observations o
            LEFT JOIN set_aside f ON f.kind = '{SetAsideKinds.Langfuse}' AND f.project_id = o.project_id
              AND f.record = o.observation
            WHERE o.written_version IS DISTINCT FROM o.version AND o.version > $1 AND (o.has_end OR o.changed_at < $2)
              AND (f.record IS NULL OR f.version <> o.version OR NOT {SetAsideRecords.IsLeftOut("$3")})
            ORDER BY o.version LIMIT {Batch} FOR UPDATE OF o SKIP LOCKED
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = after },
                new() { Value = (time.GetUtcNow() - Quiet).UtcDateTime },
                new() { Value = time.GetUtcNow().UtcDateTime },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var open = new List<OpenObservation>();
        while (await reader.ReadAsync(ct))
        {
            open.Add(new OpenObservation(
                new ProjectId(reader.GetInt32(0)), reader.GetString(1), reader.TextOrNull(2),
                reader.GetInt64(3), reader.ValueOrNull<DateTimeOffset>(4),
                reader.ValueOrNull<Guid>(5), reader.GetBoolean(6)));
        }

        return open;
    }

    private static async Task<List<LangfuseEvent>> ReadAsync(
        NpgsqlConnection connection, OpenObservation observation, bool ofTrace, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            ofTrace
                ? "SELECT event_id, type, at, body FROM langfuse_events WHERE project_id = $1 AND trace = $2 AND observation IS NULL"
                : "SELECT event_id, type, at, body FROM langfuse_events WHERE project_id = $1 AND observation = $2",
            connection)
        {
            Parameters =
            {
                new() { Value = observation.Project.Value },
                new() { Value = ofTrace ? observation.Trace ?? "" : observation.Id },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<LangfuseEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(new LangfuseEvent(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                LenientJson.ParseElement(reader.GetString(3))));
        }

        return events;
    }

    private static async Task MarkAsync(
        NpgsqlConnection connection, OpenObservation observation, SpanRecord? span, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE langfuse_observations SET written_version = $3, written_start = $4, written_trace = $5
            WHERE project_id = $1 AND observation = $2
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = observation.Project.Value },
                new() { Value = observation.Id },
                new() { Value = observation.Version },
                new() { Value = (object?)span?.StartedAt.UtcDateTime ?? DBNull.Value },
                new() { Value = (object?)span?.TraceId.ToGuid() ?? DBNull.Value },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "An observation of Langfuse could not become a call by its own fault; it is tried again, then set aside")]
    private partial void LogFault(Exception failure);
}

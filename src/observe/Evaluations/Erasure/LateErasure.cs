using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Erasure;

/// <summary>
/// A call of what was erased may come after the erasure, and after its scores: only then is known that they were about it.
/// They lose their words, names and ids before they are joined, and wait for the anonymous call.
/// </summary>
internal static class LateErasure
{
    private sealed record Row(ProjectId Project, string Target, ErasureTarget About, (TraceId Trace, SpanId Span)? Call);

    public static async Task RunAsync(TelemetryDb db, DateTimeOffset since, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        var rows = await ReadAsync(connection, since, ct);
        if (rows.Count == 0
            || await ErasureMemory.ReadAsync(connection, rows.Select(row => (row.Project, row.About)), ct) is not { } memory)
        {
            return;
        }

        var erased = rows.Where(row => memory.Holds(row.Project, row.About))
            .Select(row => row with { Call = CallOf(memory, row) })
            .ToList();
        if (erased.Count == 0)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(ct);
        await UpdateAsync(connection, erased, ct);
        await transaction.CommitAsync(ct);
    }

    private static (TraceId, SpanId)? CallOf(ErasureMemory memory, Row row) =>
        row.About is ErasureTarget.Answer(var id) ? memory.CallOf(row.Project, id) : null;

    /// <summary>Scores that name an answer and have no call, and others that hold words or a name.</summary>
    private static async Task<List<Row>> ReadAsync(NpgsqlConnection connection, DateTimeOffset since, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT DISTINCT project_id, target, coalesce(response_id, request_id), trace_id FROM scores
            WHERE received_at > $1 AND target NOT LIKE 'erased:%' AND target NOT LIKE 'session:erased:%'
              AND EXISTS (SELECT FROM erased)
              AND CASE WHEN response_id IS NOT NULL OR request_id IS NOT NULL THEN call_trace_id IS NULL
                ELSE comment IS NOT NULL OR (kind = {(int)AnnotatorKind.Human} AND annotator <> ''
                  AND annotator NOT LIKE 'erased:%' AND call_trace_id IS NULL) END
            """,
            connection)
        {
            Parameters = { new() { Value = since.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<Row>();
        while (await reader.ReadAsync(ct))
        {
            var target = reader.GetString(1);
            ErasureTarget about = reader switch
            {
                _ when !reader.IsDBNull(2) => new ErasureTarget.Answer(reader.GetString(2)),
                _ when !reader.IsDBNull(3) => new ErasureTarget.Trace(TraceId.FromGuid(reader.GetGuid(3))),
                _ => new ErasureTarget.Session(target["session:".Length..]),
            };
            rows.Add(new Row(new ProjectId(reader.GetInt32(0)), target, about, null));
        }

        return rows;
    }

    private static async Task UpdateAsync(NpgsqlConnection connection, List<Row> erased, CancellationToken ct)
    {
        // As an erasure does it: writers lock several scores in an order of their own.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("LOCK TABLE scores IN SHARE ROW EXCLUSIVE MODE"));
        var update = new NpgsqlBatchCommand(
            $"""
            WITH theirs AS (
              SELECT s.project_id, s.target, s.annotator, s.name, k.trace_id, k.span_id, k.renamed,
                CASE WHEN s.kind = {(int)AnnotatorKind.Human} AND s.annotator <> '' AND s.annotator NOT LIKE 'erased:%'
                  THEN {ErasureMemory.PseudonymSql("s.project_id", "s.annotator")} ELSE s.annotator END AS pseudonym
              FROM scores s JOIN unnest($1, $2, $3, $4, $5) AS k(project_id, target, trace_id, span_id, renamed)
                USING (project_id, target))
            UPDATE scores s SET comment = NULL, response_id = NULL, request_id = NULL,
              target = CASE WHEN theirs.renamed THEN 'erased:' || gen_random_uuid() ELSE s.target END,
              trace_id = coalesce(s.trace_id, theirs.trace_id), span_id = coalesce(s.span_id, theirs.span_id),
              annotator = CASE WHEN theirs.pseudonym = s.annotator OR theirs.renamed OR NOT EXISTS (
                SELECT FROM scores o WHERE o.project_id = s.project_id AND o.target = s.target
                  AND o.annotator = theirs.pseudonym AND o.name = s.name)
                THEN theirs.pseudonym ELSE 'erased:' || gen_random_uuid() END
            FROM theirs WHERE s.project_id = theirs.project_id AND s.target = theirs.target
              AND s.annotator = theirs.annotator AND s.name = theirs.name
            """);
        update.Parameters.AddArray(NpgsqlDbType.Integer, erased.Select(row => row.Project.Value));
        update.Parameters.AddArray(NpgsqlDbType.Text, erased.Select(row => row.Target));
        update.Parameters.AddArray(NpgsqlDbType.Uuid, erased.Select(row => row.Call?.Trace.ToGuid()));
        update.Parameters.AddArray(NpgsqlDbType.Bigint, erased.Select(row => row.Call?.Span.ToBigint()));
        update.Parameters.AddArray(NpgsqlDbType.Boolean, erased.Select(row => row.About is not ErasureTarget.Trace));
        batch.BatchCommands.Add(update);
        await batch.ExecuteNonQueryAsync(ct);
    }
}

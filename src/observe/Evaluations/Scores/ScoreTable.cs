using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>The rows of <c>scores</c>: put, and pointed at their calls.</summary>
internal static class ScoreTable
{
    /// <summary>
    /// Puts each score unless a newer one is there. Returns the stored targets of those that were put. Must run inside a
    /// transaction.
    /// </summary>
    public static async Task<List<StoredTarget>> PutAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Score> scores, DateTimeOffset now, CancellationToken ct)
    {
        // One statement cannot put a row twice; the rows are sorted so that two writers wait for each other.
        var rows = scores.GroupBy(score => score.Key)
            .Select(same => same.OrderBy(score => score.GivenAt).Last())
            .OrderBy(score => score.Key)
            .ToList();
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO scores AS s (project_id, target, annotator, name, given_at, received_at, kind, source, verdict, value,
              label, comment, trace_id, span_id, response_id, request_id)
            SELECT project_id, target, annotator, name, given_at, $1, kind, source, verdict, value, label, comment, trace_id,
              span_id, response_id, request_id
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS k(project_id, target, annotator,
              name, given_at, kind, source, verdict, value, label, comment, trace_id, span_id, response_id, request_id)
            ON CONFLICT (project_id, target, annotator, name) DO UPDATE SET
              revision = EXCLUDED.revision, given_at = EXCLUDED.given_at, received_at = EXCLUDED.received_at,
              kind = EXCLUDED.kind, source = EXCLUDED.source, verdict = EXCLUDED.verdict, value = EXCLUDED.value,
              label = EXCLUDED.label, comment = EXCLUDED.comment
            WHERE s.given_at <= EXCLUDED.given_at
            RETURNING {StoredTarget.Columns}
            """,
            connection);
        AddRows(command.Parameters, rows, now);
        return await ReadAsync(command, ct);
    }

    /// <summary>Points scores at the calls that they count for; null takes a score from its call.</summary>
    public static async Task PointAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(StoredTarget Score, CallKey? Call)> moves, CancellationToken ct)
    {
        if (moves.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            UPDATE scores s
            SET call_started_at = k.started_at, call_trace_id = k.trace_id, call_span_id = k.span_id
            FROM unnest($1, $2, $3, $4, $5, $6, $7) AS k(project_id, target, annotator, name, started_at, trace_id, span_id)
            WHERE s.project_id = k.project_id AND s.target = k.target AND s.annotator = k.annotator AND s.name = k.name
            """,
            connection);
        var parameters = command.Parameters;
        parameters.AddArray(NpgsqlDbType.Integer, moves.Select(move => move.Score.Wanted.Project.Value));
        parameters.AddArray(NpgsqlDbType.Text, moves.Select(move => move.Score.Target));
        parameters.AddArray(NpgsqlDbType.Text, moves.Select(move => move.Score.Annotator));
        parameters.AddArray(NpgsqlDbType.Text, moves.Select(move => move.Score.Name));
        parameters.AddArray(NpgsqlDbType.TimestampTz, moves.Select(move => move.Call?.StartedAt.UtcDateTime));
        parameters.AddArray(NpgsqlDbType.Uuid, moves.Select(move => move.Call?.Trace.ToGuid()));
        parameters.AddArray(NpgsqlDbType.Bigint, moves.Select(move => move.Call?.Span.ToBigint()));
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<StoredTarget>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<StoredTarget>();
        while (await reader.ReadAsync(ct))
        {
            if (StoredTarget.Read(reader) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static void AddRows(NpgsqlParameterCollection parameters, List<Score> rows, DateTimeOffset now)
    {
        parameters.Add(new() { Value = now.UtcDateTime });
        parameters.AddArray(NpgsqlDbType.Integer, rows.Select(row => row.Project.Value));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => row.Target.Key));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => row.Annotator));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => row.Name));
        parameters.AddArray(NpgsqlDbType.TimestampTz, rows.Select(row => row.GivenAt.UtcDateTime));
        parameters.AddArray(NpgsqlDbType.Smallint, rows.Select(row => (short)row.Kind));
        parameters.AddArray(NpgsqlDbType.Smallint, rows.Select(row => (short)row.Source));
        parameters.AddArray(NpgsqlDbType.Smallint, rows.Select(row => (short)row.Verdict));
        parameters.AddArray(NpgsqlDbType.Double, rows.Select(row => row.Value));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => row.Label));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => row.Comment));
        parameters.AddArray(NpgsqlDbType.Uuid, rows.Select(row => row.Target switch
        {
            ScoreTarget.Span(var trace, _) => trace.ToGuid(),
            ScoreTarget.WholeTrace(var trace) => trace.ToGuid(),
            _ => (Guid?)null,
        }));
        parameters.AddArray(NpgsqlDbType.Bigint, rows.Select(row => (row.Target as ScoreTarget.Span)?.Id.ToBigint()));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => (row.Target as ScoreTarget.Response)?.Id));
        parameters.AddArray(NpgsqlDbType.Text, rows.Select(row => (row.Target as ScoreTarget.Request)?.Id));
    }
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Erasure;

/// <summary>The statements of an erasure, all in its transaction.</summary>
internal static class ErasureStatements
{
    /// <summary>The traces to erase, with what the gateway recorded of the same requests under other traces.</summary>
    public static async Task<IReadOnlyList<TraceId>> TracesAsync(
        NpgsqlConnection connection, ProjectId project, ErasureTarget target, CancellationToken ct)
    {
        await using var command = Command(
            connection,
            """
            WITH own AS (
              SELECT $2 AS trace_id WHERE $2 IS NOT NULL
              UNION SELECT trace_id FROM calls WHERE project_id = $1 AND user_id = $3
              UNION SELECT trace_id FROM spans WHERE project_id = $1 AND user_id = $3)
            SELECT trace_id FROM own
            UNION SELECT c.joined_trace_id FROM calls c JOIN own USING (trace_id)
              WHERE c.project_id = $1 AND c.joined_trace_id IS NOT NULL
            UNION SELECT c.trace_id FROM calls c JOIN own ON c.joined_trace_id = own.trace_id WHERE c.project_id = $1
            """,
            project);
        command.Parameters.Add(new()
        {
            Value = target is ErasureTarget.Trace trace ? trace.Id.ToGuid() : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Uuid,
        });
        command.Parameters.Add(Text((target as ErasureTarget.User)?.Id));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var traces = new List<TraceId>();
        while (await reader.ReadAsync(ct))
        {
            traces.Add(TraceId.FromGuid(reader.GetGuid(0)));
        }

        return traces;
    }

    /// <summary>What is stored of the traces; those of which nothing is stored are not counted.</summary>
    public static async Task<ErasureFind> CountAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<TraceId> traces, CancellationToken ct)
    {
        await using var command = Command(
            connection,
            """
            WITH found AS (
              SELECT trace_id, true AS is_call FROM calls WHERE project_id = $1 AND trace_id = ANY ($2)
              UNION ALL SELECT trace_id, false FROM spans WHERE project_id = $1 AND trace_id = ANY ($2))
            SELECT count(DISTINCT trace_id)::int, count(*) FILTER (WHERE is_call), count(*) FILTER (WHERE NOT is_call)
            FROM found
            """,
            project,
            traces);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new ErasureFind(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>The calls of the traces, which nobody else changes until the commit.</summary>
    public static async Task<List<ErasedCall>> LockCallsAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<TraceId> traces, CancellationToken ct)
    {
        await using var command = Command(
            connection,
            $"""
            SELECT started_at, trace_id, span_id, series_id, counted, user_id, session_id, response_id, request_id,
              {CallCounterRow.Columns}
            FROM calls WHERE project_id = $1 AND trace_id = ANY ($2)
            ORDER BY started_at, trace_id, span_id FOR NO KEY UPDATE
            """,
            project,
            traces);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var calls = new List<ErasedCall>();
        while (await reader.ReadAsync(ct))
        {
            string? Optional(int column) => reader.TextOrNull(column);
            calls.Add(new ErasedCall(
                reader.GetFieldValue<DateTimeOffset>(0),
                TraceId.FromGuid(reader.GetGuid(1)),
                SpanId.FromBigint(reader.GetInt64(2)),
                reader.GetInt32(3),
                reader.GetBoolean(4),
                Optional(5),
                Optional(6),
                [.. new[] { Optional(7), Optional(8) }.OfType<string>()],
                CallCounterRow.Read(reader, 9)));
        }

        return calls;
    }

    /// <summary>Deletes what was said in calls and spans.</summary>
    public static async Task DeleteContentAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<TraceId> traces, CancellationToken ct)
    {
        await using var payloads = Command(
            connection,
            """
            DELETE FROM payloads p
            USING (SELECT started_at, trace_id, span_id FROM calls WHERE project_id = $1 AND trace_id = ANY ($2)
                   UNION ALL
                   SELECT started_at, trace_id, span_id FROM spans WHERE project_id = $1 AND trace_id = ANY ($2)) k
            WHERE p.project_id = $1 AND p.started_at = k.started_at AND p.trace_id = k.trace_id AND p.span_id = k.span_id
            """,
            project,
            traces);
        await payloads.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Makes calls and spans anonymous; another user who took part in a user's trace keeps the name.</summary>
    public static async Task NullIdentifiersAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyList<TraceId> traces, string? user,
        CancellationToken ct)
    {
        const string Where =
            "WHERE project_id = $1 AND trace_id = ANY ($2) AND ($3::text IS NULL OR user_id IS NULL OR user_id = $3)";
        await using var calls = Command(
            connection,
            $"""
            UPDATE calls SET user_id = NULL, session_id = NULL, response_id = NULL, request_id = NULL,
              status_message = NULL {Where}
            """,
            project,
            traces);
        calls.Parameters.Add(Text(user));
        await calls.ExecuteNonQueryAsync(ct);
        await using var spans = Command(
            connection,
            $"UPDATE spans SET user_id = NULL, session_id = NULL, status_message = NULL {Where}",
            project,
            traces);
        spans.Parameters.Add(Text(user));
        await spans.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Gives the sums of a user to nobody in particular, for days of which no call is kept too. The compactor is kept out:
    /// what is read here is what is deleted.
    /// </summary>
    public static async Task MergeUserAsync(
        NpgsqlConnection connection, ProjectId project, string user, CancellationToken ct)
    {
        await using var deltas = Command(
            connection, "UPDATE rollup_user_delta SET user_id = '' WHERE project_id = $1 AND user_id = $2", project);
        deltas.Parameters.Add(Text(user));
        await deltas.ExecuteNonQueryAsync(ct);
        await using var days = Command(
            connection,
            $"""
            WITH gone AS (DELETE FROM rollup_user_day WHERE project_id = $1 AND user_id = $2 RETURNING *)
            INSERT INTO rollup_user_delta (project_id, bucket, series_id, user_id, {RollupColumns.Counters})
            SELECT project_id, bucket, series_id, '', {RollupColumns.Counters} FROM gone
            """,
            project);
        days.Parameters.Add(Text(user));
        await days.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection, string sql, ProjectId project, IReadOnlyList<TraceId>? traces = null)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = project.Value });
        if (traces is not null)
        {
            command.Parameters.Add(new() { Value = traces.Select(trace => trace.ToGuid()).ToArray() });
        }

        return command;
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

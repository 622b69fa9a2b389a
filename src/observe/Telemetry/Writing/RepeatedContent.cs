using Dashboard.Events;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Gives a call the messages that another span of the same request tells and it does not. They are written into its own
/// payload, as those of log records are, so that search, preview and export find them where all content is; what the call
/// said itself is never replaced.
/// </summary>
internal static class RepeatedContent
{
    /// <summary>The views of one request lie within this time of each other: it bounds the partitions read.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <summary>Fills the calls that count for the same requests as spans whose own messages came late.</summary>
    public static async Task FillFromAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyCollection<SpanKey> views, CancellationToken ct)
    {
        if (views.Count == 0)
        {
            return;
        }

        var records = new List<(TraceId, SpanId)>();
        var (from, to) = (views.Min(view => view.StartedAt), views.Max(view => view.StartedAt));
        await using (var command = new NpgsqlCommand(
            """
            SELECT DISTINCT c.joined_trace_id, c.joined_span_id FROM unnest($2, $3) AS k(trace_id, span_id)
            JOIN calls c ON c.project_id = $1 AND c.trace_id = k.trace_id AND c.span_id = k.span_id
            WHERE c.started_at >= $4 AND c.started_at <= $5 AND c.joined_trace_id = c.trace_id
            """,
            connection))
        {
            command.Parameters.Add(new() { Value = project.Value });
            command.Parameters.Add(new() { Value = views.Select(view => view.TraceId.ToGuid()).ToArray() });
            command.Parameters.Add(new() { Value = views.Select(view => view.SpanId.ToBigint()).ToArray() });
            command.Parameters.Add(new() { Value = from });
            command.Parameters.Add(new() { Value = to });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                records.Add((TraceId.FromGuid(reader.GetGuid(0)), SpanId.FromBigint(reader.GetInt64(1))));
            }
        }

        await FillAsync(connection, project, records, from - Reach, to + Reach, ct);
    }

    /// <summary>Fills calls whose other views changed. The caller holds the locks of their traces.</summary>
    /// <param name="connection">In a transaction, with the rows and their joins in place.</param>
    /// <param name="project">Of all the records.</param>
    /// <param name="records">What others are joined to; records of the gateway keep to their own.</param>
    /// <param name="from">When the earliest may have begun.</param>
    /// <param name="to">Before when the latest has begun.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task FillAsync(
        NpgsqlConnection connection, ProjectId project, IReadOnlyCollection<(TraceId Trace, SpanId Span)> records,
        DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (records.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            UPDATE payloads p
            SET input = CASE WHEN p.input IS NULL OR p.content_of_logs & 4 = 4 THEN w.input ELSE p.input END,
              output = CASE WHEN p.output IS NULL OR p.content_of_logs & 8 = 8 THEN w.output ELSE p.output END,
              content_of_logs = nullif(coalesce(p.content_of_logs, 0) & 3
                | CASE WHEN (p.input IS NULL OR p.content_of_logs & 4 = 4) AND w.input IS NOT NULL THEN 4 ELSE 0 END
                | CASE WHEN (p.output IS NULL OR p.content_of_logs & 8 = 8) AND w.output IS NOT NULL THEN 8 ELSE 0 END, 0)
            FROM unnest($2, $3) AS k(trace_id, span_id)
            CROSS JOIN LATERAL (
              SELECT started_at FROM calls WHERE project_id = $1 AND calls.trace_id = k.trace_id
                AND calls.span_id = k.span_id AND recorder = 0 AND started_at >= $4 AND started_at < $5) AS c
            CROSS JOIN LATERAL (
              SELECT (array_agg(o.input ORDER BY m.started_at DESC)
                  FILTER (WHERE o.input IS NOT NULL AND coalesce(o.content_of_logs, 0) & 4 = 0))[1] AS input,
                (array_agg(o.output ORDER BY m.started_at DESC)
                  FILTER (WHERE o.output IS NOT NULL AND coalesce(o.content_of_logs, 0) & 8 = 0))[1] AS output
              FROM calls m JOIN payloads o USING (project_id, started_at, trace_id, span_id)
              WHERE m.project_id = $1 AND m.joined_trace_id = k.trace_id AND m.joined_span_id = k.span_id
                AND m.started_at >= $4 AND m.started_at < $5) AS w
            WHERE p.project_id = $1 AND p.started_at = c.started_at AND p.trace_id = k.trace_id AND p.span_id = k.span_id
              AND (p.content_of_logs & 12 <> 0
                OR (p.input IS NULL AND w.input IS NOT NULL) OR (p.output IS NULL AND w.output IS NOT NULL))
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = records.Select(record => record.Trace.ToGuid()).ToArray() },
                new() { Value = records.Select(record => record.Span.ToBigint()).ToArray() },
                new() { Value = from },
                new() { Value = to },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

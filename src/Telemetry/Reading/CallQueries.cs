using System.Text;
using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Reading;

/// <summary>Lists calls, newest first, and opens traces.</summary>
public sealed class CallQueries(TelemetryDb db)
{
    /// <summary>A prompt larger than this is not read for its preview.</summary>
    private const int MaxPreviewSource = 256 * 1024;

    /// <summary>One page of calls by the keyset of their key, so that page 1,000 costs what page 1 does.</summary>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    public async Task<CallPage> ListAsync(CallFilter filter, CancellationToken ct)
    {
        var limit = Math.Clamp(filter.Limit, 1, 500);
        await using var command = ListCommand(filter, limit);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var items = new List<CallSummary>();
        while (await reader.ReadAsync(ct))
        {
            var preview = MessagePreview.Of(CallRowReader.Text(reader, CallRowReader.Next));
            items.Add(CallRowReader.Summary(reader, filter.Project, preview));
        }

        if (items.Count <= limit)
        {
            return new CallPage(items, null);
        }

        items.RemoveAt(limit);
        var last = items[^1];
        return new CallPage(items, new CallCursor(last.StartedAt, last.TraceId, last.SpanId).ToString());
    }

    /// <summary>Every stored span of a trace, in the order of their starts; null when there is none.</summary>
    public async Task<TraceDetail?> TraceAsync(ProjectId project, TraceId traceId, CancellationToken ct)
    {
        var spans = new List<TraceSpan>();
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await ReadAsync(connection, CallsOfTrace, row => spans.Add(CallRowReader.Span(row, project)));
        await ReadAsync(connection, SpansOfTrace, row => spans.Add(OtherSpan(row)));
        return spans.Count == 0
            ? null
            : new TraceDetail(traceId, spans.OrderBy(span => span.StartedAt).ThenBy(span => span.SpanId.Value).ToList());

        async Task ReadAsync(NpgsqlConnection on, string sql, Action<NpgsqlDataReader> add)
        {
            await using var command = new NpgsqlCommand(sql, on)
            {
                Parameters = { new() { Value = project.Value }, new() { Value = traceId.ToGuid() } },
            };
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                add(reader);
            }
        }
    }

    private const string CallsOfTrace =
        $"""
        SELECT {CallRowReader.Columns}, p.input, p.output, p.raw
        FROM calls c JOIN series s USING (series_id)
        LEFT JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
          AND p.trace_id = c.trace_id AND p.span_id = c.span_id
        WHERE c.project_id = $1 AND c.trace_id = $2
        """;

    private const string SpansOfTrace =
        """
        SELECT c.started_at, c.span_id, c.parent_span_id, c.role, c.status, c.duration_us, c.name, c.error_type,
          c.status_message, c.session_id, c.user_id, p.input, p.output, p.raw
        FROM spans c
        LEFT JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
          AND p.trace_id = c.trace_id AND p.span_id = c.span_id
        WHERE c.project_id = $1 AND c.trace_id = $2
        """;

    private static TraceSpan OtherSpan(NpgsqlDataReader row) => new()
    {
        StartedAt = row.GetFieldValue<DateTimeOffset>(0),
        SpanId = SpanId.FromBigint(row.GetInt64(1)),
        ParentSpanId = row.IsDBNull(2) ? null : SpanId.FromBigint(row.GetInt64(2)),
        Role = (SpanRole)row.GetInt16(3),
        Status = (SpanStatus)row.GetInt16(4),
        DurationMs = row.GetInt64(5) / 1000.0,
        Name = row.GetString(6),
        ErrorType = CallRowReader.Text(row, 7),
        StatusMessage = CallRowReader.Text(row, 8),
        SessionId = CallRowReader.Text(row, 9),
        UserId = CallRowReader.Text(row, 10),
        Input = CallRowReader.Text(row, 11),
        Output = CallRowReader.Text(row, 12),
        Raw = CallRowReader.Text(row, 13),
    };

    private NpgsqlCommand ListCommand(CallFilter filter, int limit)
    {
        var command = db.Source.CreateCommand();
        var where = new StringBuilder("WHERE c.counted");
        void And(string condition, object? value)
        {
            if (value is not null)
            {
                command.Parameters.Add(new() { Value = value });
                where.Append(" AND ").AppendFormat(null, condition, "$" + command.Parameters.Count);
            }
        }

        And("c.project_id = {0}", filter.Project.Value);
        And("c.started_at >= {0}", filter.From?.ToUniversalTime());
        And("c.started_at < {0}", filter.To?.ToUniversalTime());
        And("s.route = {0}", filter.Route);
        And("s.model = {0}", filter.Model);
        And("s.version = {0}", filter.Version);
        And("s.environment = {0}", filter.Environment);
        And("s.environment IS DISTINCT FROM {0}", filter.Environment is null ? SeriesCatalog.DemoEnvironment : null);
        And("c.status = {0}", (short?)filter.Status);
        And("c.duration_us >= {0}", filter.MinLatencyMs is { } ms ? (long)Math.Ceiling(ms * 1000) : null);
        And("c.user_id = {0}", filter.User);
        And("(p.input ILIKE {0} OR p.output ILIKE {0})", filter.Text is { } text ? $"%{Escape(text)}%" : null);
        if (filter.Cursor is { } cursor)
        {
            AddCursor(command, where, cursor);
        }

        command.CommandText =
            $"""
            SELECT {CallRowReader.Columns}, CASE WHEN octet_length(p.input) <= {MaxPreviewSource} THEN p.input END
            FROM calls c JOIN series s USING (series_id)
            LEFT JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
              AND p.trace_id = c.trace_id AND p.span_id = c.span_id
            {where}
            ORDER BY c.project_id DESC, c.started_at DESC, c.trace_id DESC, c.span_id DESC
            LIMIT {limit + 1}
            """;
        return command;
    }

    private static void AddCursor(NpgsqlCommand command, StringBuilder where, string text)
    {
        if (!CallCursor.TryParse(text, out var cursor))
        {
            throw new FormatException("The cursor is not one that this list gave; leave it out to begin at the newest call.");
        }

        var first = command.Parameters.Count + 1;
        command.Parameters.Add(new() { Value = cursor.StartedAt });
        command.Parameters.Add(new() { Value = cursor.TraceId.ToGuid() });
        command.Parameters.Add(new() { Value = cursor.SpanId.ToBigint() });
        where.Append(null, $" AND (c.started_at, c.trace_id, c.span_id) < (${first}, ${first + 1}, ${first + 2})");

        // Implied by the line above; said apart so that later partitions are not even looked at.
        where.Append(null, $" AND c.started_at <= ${first}");
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}

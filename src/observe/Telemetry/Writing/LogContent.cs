using System.Globalization;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Messages;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Gives calls the content that came as log records. It is merged into the payload when the second of the two arrives,
/// not joined when it is read, so that search, preview and export find it where all content is. Always put together from
/// all records of a span, so that a repeated or late one adds no message twice; what the span itself said is never replaced.
/// </summary>
internal static class LogContent
{
    /// <summary>How far a record's time may lie from its call's.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromHours(24);

    /// <summary>A conversation of more messages than this is cut.</summary>
    private const int MostRecords = 1000;

    /// <summary>For calls that were just written without content. The caller holds the locks of their traces.</summary>
    public static async Task FillWrittenAsync(
        NpgsqlConnection connection, IEnumerable<SpanRecord> written, CancellationToken ct)
    {
        foreach (var project in written.Where(LacksContent).GroupBy(span => span.Project))
        {
            await FillAsync(connection, project.Key, project.Select(SpanKey.Of).ToList(), ct);
        }
    }

    /// <summary>For calls that are stored already, in a transaction of its own after the records' commit.</summary>
    public static async Task FillStoredAsync(NpgsqlConnection connection, IEnumerable<LogRecord> logs, CancellationToken ct)
    {
        var content = logs.Where(log => log is { TraceId: not null, SpanId: not null } && LogMessages.IsContent(log.EventName));
        foreach (var project in content.GroupBy(log => log.Project))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await TraceLocks.TakeAsync(connection, project.Select(log => log.TraceId!.Value), ct);
            var waiting = await WaitingAsync(connection, project.Key, project.ToList(), ct);
            await FillAsync(connection, project.Key, waiting, ct);
            await RepeatedContent.FillFromAsync(connection, project.Key, waiting, ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static bool LacksContent(SpanRecord span) =>
        span.Input is null || span.Output is null || Instructions.AreAlone(span.Input);

    private static async Task<List<SpanKey>> WaitingAsync(
        NpgsqlConnection connection, ProjectId project, List<LogRecord> logs, CancellationToken ct)
    {
        var spans = logs.Select(log => (Trace: log.TraceId!.Value, Span: log.SpanId!.Value)).Distinct().ToList();
        await using var command = new NpgsqlCommand(
            """
            SELECT call.* FROM unnest($2, $3) AS wanted(trace_id, span_id) CROSS JOIN LATERAL (
              SELECT c.started_at, c.trace_id, c.span_id FROM calls c
              JOIN payloads p USING (project_id, started_at, trace_id, span_id)
              WHERE c.project_id = $1 AND c.trace_id = wanted.trace_id AND c.span_id = wanted.span_id
                AND c.started_at >= $4 AND c.started_at < $5
                AND (p.input IS NULL OR p.output IS NULL OR p.content_of_logs IS NOT NULL OR starts_with(p.input, $6))
              OFFSET 0) AS call
            """,
            connection);
        AddSpans(command, project, spans, logs.Min(log => log.At) - Reach, logs.Max(log => log.At) + Reach);
        command.Parameters.Add(new() { Value = Instructions.Beginning });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var waiting = new List<SpanKey>();
        while (await reader.ReadAsync(ct))
        {
            waiting.Add(new SpanKey(
                project, reader.GetFieldValue<DateTimeOffset>(0), TraceId.FromGuid(reader.GetGuid(1)),
                SpanId.FromBigint(reader.GetInt64(2))));
        }

        return waiting;
    }

    private static async Task FillAsync(
        NpgsqlConnection connection, ProjectId project, List<SpanKey> calls, CancellationToken ct)
    {
        if (calls.Count == 0)
        {
            return;
        }

        var records = await RecordsAsync(connection, project, calls, ct);
        var said = calls.FindAll(call => records.ContainsKey((call.TraceId, call.SpanId)));
        if (said.Count == 0)
        {
            return;
        }

        var instructions = await StoredInstructions.ReadAsync(connection, project, said, ct);
        var contents = said.ConvertAll(call =>
        {
            var (input, output) = LogMessages.Fold(records[(call.TraceId, call.SpanId)]);
            return instructions.TryGetValue(call, out var told) && ClientJson.Is(JsonValueKind.Array, input)
                ? new Content(call, Instructions.Before(told, input), output, Completes: true)
                : new Content(call, input, output, Completes: false);
        });
        await UpdateAsync(connection, project, contents, ct);
    }

    /// <summary>
    /// The marks in <c>content_of_logs</c>: 1 and 2 say that input and output came from log records, 4 and 8 that they came
    /// from another span of the same request, whose words give way to the call's own.
    /// </summary>
    private static async Task UpdateAsync(
        NpgsqlConnection connection, ProjectId project, List<Content> contents, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE payloads p
            SET input = CASE WHEN w.takes_input THEN w.input ELSE p.input END,
              output = CASE WHEN w.takes_output THEN w.output ELSE p.output END,
              content_of_logs = nullif(
                (coalesce(p.content_of_logs, 0) | CASE WHEN w.takes_input THEN 1 ELSE 0 END
                  | CASE WHEN w.takes_output THEN 2 ELSE 0 END)
                & CASE WHEN w.takes_input THEN 11 ELSE 15 END & CASE WHEN w.takes_output THEN 7 ELSE 15 END, 0)
            FROM (
              SELECT k.*,
                k.input IS NOT NULL AND (o.input IS NULL OR k.completes OR o.content_of_logs & 5 <> 0) AS takes_input,
                k.output IS NOT NULL AND (o.output IS NULL OR o.content_of_logs & 10 <> 0) AS takes_output
              FROM unnest($2, $3, $4, $5, $6, $7) AS k(started_at, trace_id, span_id, input, output, completes)
              JOIN payloads o ON o.project_id = $1 AND o.started_at = k.started_at AND o.trace_id = k.trace_id
                AND o.span_id = k.span_id) AS w
            WHERE (w.takes_input OR w.takes_output) AND p.project_id = $1 AND p.started_at = w.started_at
              AND p.trace_id = w.trace_id AND p.span_id = w.span_id
            """,
            connection);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new()
        {
            Value = contents.Select(call => call.Key.StartedAt.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        command.Parameters.Add(new() { Value = contents.Select(call => call.Key.TraceId.ToGuid()).ToArray() });
        command.Parameters.Add(new() { Value = contents.Select(call => call.Key.SpanId.ToBigint()).ToArray() });
        command.Parameters.Add(new() { Value = contents.Select(call => call.Input).ToArray() });
        command.Parameters.Add(new() { Value = contents.Select(call => call.Output).ToArray() });
        command.Parameters.Add(new() { Value = contents.Select(call => call.Completes).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<Dictionary<(TraceId, SpanId), List<LogMessage>>> RecordsAsync(
        NpgsqlConnection connection, ProjectId project, List<SpanKey> calls, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT record.* FROM unnest($2, $3) AS wanted(trace_id, span_id) CROSS JOIN LATERAL (
                  SELECT trace_id, span_id, event_name, body, raw FROM log_records
                  WHERE project_id = $1 AND log_records.trace_id = wanted.trace_id AND log_records.span_id = wanted.span_id
                    AND event_name IN ({LogMessages.EventNames}) AND at >= $4 AND at < $5
                  ORDER BY at, ordinal LIMIT {MostRecords} OFFSET 0) AS record
                WHERE EXISTS (
                  SELECT FROM log_records WHERE project_id = $1
                    AND event_name IN ({LogMessages.EventNames}) AND at >= $4 AND at < $5)
                """),
            connection);
        AddSpans(
            command, project, calls.Select(call => (call.TraceId, call.SpanId)).ToList(),
            calls.Min(call => call.StartedAt) - Reach, calls.Max(call => call.StartedAt) + Reach);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var records = new Dictionary<(TraceId, SpanId), List<LogMessage>>();
        while (await reader.ReadAsync(ct))
        {
            var span = (TraceId.FromGuid(reader.GetGuid(0)), SpanId.FromBigint(reader.GetInt64(1)));
            if (!records.TryGetValue(span, out var list))
            {
                records[span] = list = [];
            }

            list.Add(new LogMessage(
                reader.GetString(2), reader.TextOrNull(3), reader.GetString(4)));
        }

        return records;
    }

    /// <summary>What a call's log records tell.</summary>
    private readonly record struct Content(SpanKey Key, string? Input, string? Output, bool Completes);

    private static void AddSpans(
        NpgsqlCommand command, ProjectId project, List<(TraceId Trace, SpanId Span)> spans, DateTimeOffset from,
        DateTimeOffset to)
    {
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = spans.Select(span => span.Trace.ToGuid()).ToArray() });
        command.Parameters.Add(new() { Value = spans.Select(span => span.Span.ToBigint()).ToArray() });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
    }
}

using System.Runtime.CompilerServices;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Messages;
using Dashboard.Telemetry.Searching;
using Npgsql;

namespace Dashboard.Telemetry.Reading;

/// <summary>Lists calls, newest first, and opens traces.</summary>
public sealed class CallQueries(TelemetryDb db, TimeProvider time, IScoredCalls? scores = null)
{
    /// <summary>A prompt larger than this is not read for its preview.</summary>
    private const int MaxPreviewSource = 256 * 1024;

    /// <summary>How long a page may look for its calls before it says how far it came.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private const int ExportChunk = 1000;

    private static readonly string ListColumns =
        $"{CallRowReader.SummaryColumns}, CASE WHEN octet_length(p.input) <= {MaxPreviewSource} THEN p.input END";

    private readonly CallScan _scan = new(db, time, scores);

    /// <summary>One page of calls by the keyset of their key, so that page 1,000 costs what page 1 does.</summary>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    public async Task<CallPage> ListAsync(CallFilter filter, CancellationToken ct)
    {
        var limit = Math.Clamp(filter.Limit, 1, 500);
        var report = new ScanReport();
        var items = new List<CallSummary>();
        await foreach (var row in _scan.ReadAsync(filter, ListColumns, limit + 1, Patience, report, ct))
        {
            var preview = MessagePreview.Of(row.TextOrNull(CallRowReader.SummaryNext));
            items.Add(CallRowReader.Summary(row, filter.Project, preview));
        }

        CallCursor? next = report.StoppedAt is { } stopped ? new CallCursor(stopped, default, default) : null;
        if (items.Count > limit)
        {
            items.RemoveAt(limit);
            next = CursorOf(items[^1]);
        }

        return new CallPage(items, next?.ToString()) { Reach = report.Reach };
    }

    /// <summary>
    /// Every matching call with its content, newest first, however many: rows are read as they are taken, in chunks, so
    /// that neither memory nor a long-lived snapshot grows with their number.
    /// </summary>
    /// <exception cref="FormatException">The cursor is none of ours.</exception>
    public async IAsyncEnumerable<ExportedCall> ExportAsync(
        CallFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var columns = $"{CallRowReader.SummaryColumns}, p.input, p.output";
        int count;
        do
        {
            count = 0;
            CallSummary? last = null;
            await foreach (var row in _scan.ReadAsync(filter, columns, ExportChunk, budget: null, new ScanReport(), ct))
            {
                var input = row.TextOrNull(CallRowReader.SummaryNext);
                last = CallRowReader.Summary(row, filter.Project, MessagePreview.Of(input));
                count++;
                yield return new ExportedCall(last, input, row.TextOrNull(CallRowReader.SummaryNext + 1));
            }

            filter = last is null ? filter : filter with { Cursor = CursorOf(last).ToString() };
        }
        while (count == ExportChunk);
    }

    /// <summary>Every stored span of a trace, in the order of their starts; null when there is none.</summary>
    public Task<TraceDetail?> TraceAsync(ProjectId project, TraceId traceId, CancellationToken ct) =>
        TraceAsync(project, traceId, withContent: true, ct);

    /// <summary>Like <see cref="TraceAsync(ProjectId, TraceId, CancellationToken)"/>, without what went in and out.</summary>
    public Task<TraceDetail?> OutlineAsync(ProjectId project, TraceId traceId, CancellationToken ct) =>
        TraceAsync(project, traceId, withContent: false, ct);

    private async Task<TraceDetail?> TraceAsync(
        ProjectId project, TraceId traceId, bool withContent, CancellationToken ct)
    {
        var spans = new List<TraceSpan>();
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        var (content, join) = withContent ? (Content, JoinContent) : (NoContent, "");
        await ReadAsync(
            $"SELECT {CallRowReader.Columns}, {content} FROM calls c JOIN series s USING (series_id) {join} {OfTrace}",
            row => spans.Add(CallRowReader.Span(row, project)));
        await ReadAsync(
            $"SELECT {SpanColumns}, {content} FROM spans c {join} {OfTrace}", row => spans.Add(OtherSpan(row)));
        spans = await SpanTwins.AddAsync(connection, project, traceId, spans, ct);
        return spans.Count == 0
            ? null
            : new TraceDetail(traceId, spans.OrderBy(span => span.StartedAt).ThenBy(span => span.SpanId.Value).ToList());

        async Task ReadAsync(string sql, Action<NpgsqlDataReader> add)
        {
            await using var command = new NpgsqlCommand(sql, connection)
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

    /// <summary>A span with what went in and out, where it is still kept.</summary>
    public async Task<TraceSpan> ContentAsync(ProjectId project, TraceId trace, TraceSpan span, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT input, output, raw FROM payloads
            WHERE project_id = $1 AND started_at = $2 AND trace_id = $3 AND span_id = $4
            """);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = span.StartedAt });
        command.Parameters.Add(new() { Value = trace.ToGuid() });
        command.Parameters.Add(new() { Value = span.SpanId.ToBigint() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? span with
            {
                Input = reader.TextOrNull(0),
                Output = reader.TextOrNull(1),
                Raw = reader.TextOrNull(2),
            }
            : span;
    }

    private const string Content = "p.input, p.output, p.raw";
    private const string NoContent = "NULL::text, NULL::text, NULL::text";
    private const string OfTrace = "WHERE c.project_id = $1 AND c.trace_id = $2";

    private const string JoinContent =
        """
        LEFT JOIN payloads p ON p.project_id = c.project_id AND p.started_at = c.started_at
          AND p.trace_id = c.trace_id AND p.span_id = c.span_id
        """;

    private const string SpanColumns =
        """
        c.started_at, c.span_id, c.parent_span_id, c.role, c.status, c.duration_us, c.name, c.error_type,
        c.status_message, c.session_id, c.user_id, c.input_tokens, c.output_tokens
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
        ErrorType = row.TextOrNull(7),
        StatusMessage = row.TextOrNull(8),
        SessionId = row.TextOrNull(9),
        UserId = row.TextOrNull(10),
        TokensWithin = row.IsDBNull(11) || row.IsDBNull(12) ? null : (row.GetInt64(11), row.GetInt64(12)),
        Input = row.TextOrNull(13),
        Output = row.TextOrNull(14),
        Raw = row.TextOrNull(15),
    };

    private static CallCursor CursorOf(CallSummary call) => new(call.StartedAt, call.TraceId, call.SpanId);
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Reading;

/// <summary>Turns rows of <c>calls</c>, joined with their series, into what pages and clients see.</summary>
internal static class CallRowReader
{
    public const string Columns =
        """
        c.started_at, c.trace_id, c.span_id, c.parent_span_id, c.role, c.status, c.usage_source, c.duration_us, c.ttft_us,
        c.cost_status, c.cost_nano, c.price_id, c.reported_cost_nano, c.input_uncached, c.cache_read, c.cache_write,
        c.cache_write_1h, c.audio_input, c.output_text, c.reasoning, c.audio_output, c.name, c.operation, c.error_type,
        c.status_message, c.request_model, c.response_model, c.response_id, c.finish_reason, c.service_tier, c.session_id,
        c.user_id, c.counted, s.route, s.model, s.version, s.provider, s.prompt, s.environment, c.recorder, c.revision,
        c.attempts, c.request_id, c.joined_trace_id, c.joined_span_id, c.image_input, c.image_output, c.input_images,
        c.output_images, c.cache_read_audio, c.web_searches, c.usage_note
        """;

    /// <summary>The index of the first column behind <see cref="Columns"/>.</summary>
    public const int Next = 52;

    /// <summary>A row of the list: the columns of a call and what was said of it (<c>v</c>).</summary>
    public const string SummaryColumns = $"{Columns}, v.up, v.down, v.evaluated, v.flagged";

    /// <summary>The index of the first column behind <see cref="SummaryColumns"/>.</summary>
    public const int SummaryNext = Next + 4;

    /// <summary>Reads <see cref="SummaryColumns"/>.</summary>
    public static CallSummary Summary(NpgsqlDataReader row, ProjectId project, string? preview) => new()
    {
        StartedAt = row.GetFieldValue<DateTimeOffset>(0),
        TraceId = TraceId.FromGuid(row.GetGuid(1)),
        SpanId = SpanId.FromBigint(row.GetInt64(2)),
        Status = (SpanStatus)row.GetInt16(5),
        DurationMs = row.GetInt64(7) / 1000.0,
        TimeToFirstTokenMs = row.ValueOrNull<long>(8) / 1000.0,
        Cost = Cost(row),
        ReportedCost = Money(row, 12),
        Tokens = CallCounterRow.ReadTokens(row, 13, 45),
        Name = row.GetString(21),
        Operation = row.GetString(22),
        ErrorType = row.TextOrNull(23),
        ResponseId = row.TextOrNull(27),
        SessionId = row.TextOrNull(30),
        UserId = row.TextOrNull(31),
        Series = Series(row, project),
        Recorder = (Recorder)row.GetInt16(39),
        Revision = row.ValueOrNull<int>(40),
        Attempts = row.ValueOrNull<short>(41),
        RequestId = row.TextOrNull(42),
        Opinion = Opinion(row),
        Preview = preview,
    };

    /// <summary>Reads input, output and raw from the three columns behind <see cref="Columns"/>.</summary>
    public static TraceSpan Span(NpgsqlDataReader row, ProjectId project) => new()
    {
        StartedAt = row.GetFieldValue<DateTimeOffset>(0),
        SpanId = SpanId.FromBigint(row.GetInt64(2)),
        ParentSpanId = row.IsDBNull(3) ? null : SpanId.FromBigint(row.GetInt64(3)),
        Role = (SpanRole)row.GetInt16(4),
        Status = (SpanStatus)row.GetInt16(5),
        DurationMs = row.GetInt64(7) / 1000.0,
        Name = row.GetString(21),
        ErrorType = row.TextOrNull(23),
        StatusMessage = row.TextOrNull(24),
        SessionId = row.TextOrNull(30),
        UserId = row.TextOrNull(31),
        IsCounted = row.GetBoolean(32),
        JoinedTo = row.IsDBNull(43)
            ? null
            : new SpanReference(TraceId.FromGuid(row.GetGuid(43)), SpanId.FromBigint(row.GetInt64(44))),
        Call = Facts(row, project),
        Input = row.TextOrNull(Next),
        Output = row.TextOrNull(Next + 1),
        Raw = row.TextOrNull(Next + 2),
    };

    /// <summary>Null also where every vote was withdrawn.</summary>
    private static CallOpinion? Opinion(NpgsqlDataReader row)
    {
        if (row.IsDBNull(Next))
        {
            return null;
        }

        CallJudgement? judgement = row.GetInt64(Next + 2) == 0
            ? null
            : row.GetInt64(Next + 3) > 0 ? CallJudgement.Flagged : CallJudgement.Clean;
        var opinion = new CallOpinion(row.GetInt64(Next), row.GetInt64(Next + 1), judgement);
        return opinion is { Up: 0, Down: 0, Judgement: null } ? null : opinion;
    }

    private static CallFacts Facts(NpgsqlDataReader row, ProjectId project) => new()
    {
        UsageSource = (UsageSource)row.GetInt16(6),
        UsageNote = row.TextOrNull(51),
        TimeToFirstTokenMicros = row.ValueOrNull<long>(8),
        Cost = Cost(row),
        ReportedCost = Money(row, 12),
        Tokens = CallCounterRow.ReadTokens(row, 13, 45),
        Operation = row.GetString(22),
        RequestModel = row.TextOrNull(25),
        ResponseModel = row.TextOrNull(26),
        ResponseId = row.TextOrNull(27),
        FinishReason = row.TextOrNull(28),
        ServiceTier = row.TextOrNull(29),
        Series = Series(row, project),
        Recorder = (Recorder)row.GetInt16(39),
        Revision = row.ValueOrNull<int>(40),
        Attempts = row.ValueOrNull<short>(41),
        RequestId = row.TextOrNull(42),
    };

    private static CallCost Cost(NpgsqlDataReader row) =>
        new((CostStatus)row.GetInt16(9), Money(row, 10), row.TextOrNull(11));

    private static Nanodollars? Money(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Nanodollars(row.GetInt64(column));

    private static SeriesKey Series(NpgsqlDataReader row, ProjectId project) => new(
        project, row.GetString(33), row.TextOrNull(34), row.TextOrNull(35), row.TextOrNull(36), row.TextOrNull(37),
        row.TextOrNull(38));
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Reading;

/// <summary>Turns rows of <c>calls</c>, joined with their series, into what pages and clients see.</summary>
internal static class CallRowReader
{
    private const int FirstTokens = 38;

    public static readonly string Columns =
        $"""
        c.started_at, c.trace_id, c.span_id, c.parent_span_id, c.role, c.status, c.usage_source, c.duration_us, c.ttft_us,
        c.cost_status, c.cost_nano, c.price_id, c.reported_cost_nano, c.name, c.operation, c.error_type,
        c.status_message, c.request_model, c.response_model, c.response_id, c.finish_reason, c.service_tier, c.session_id,
        c.user_id, c.counted, s.route, s.model, s.version, s.provider, s.prompt, s.environment, c.recorder, c.revision,
        c.attempts, c.request_id, c.joined_trace_id, c.joined_span_id, c.usage_note, {TokenColumns.Of("c.")}
        """;

    /// <summary>The index of the first column behind <see cref="Columns"/>.</summary>
    public static readonly int Next = FirstTokens + TokenColumns.All.Count;

    /// <summary>A row of the list: the columns of a call and what was said of it (<c>v</c>).</summary>
    public static readonly string SummaryColumns = $"{Columns}, v.up, v.down, v.evaluated, v.flagged";

    /// <summary>The index of the first column behind <see cref="SummaryColumns"/>.</summary>
    public static readonly int SummaryNext = Next + 4;

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
        Tokens = TokenColumns.Read(row, FirstTokens),
        Name = row.GetString(13),
        Operation = row.GetString(14),
        ErrorType = row.TextOrNull(15),
        ResponseId = row.TextOrNull(19),
        SessionId = row.TextOrNull(22),
        UserId = row.TextOrNull(23),
        Series = Series(row, project),
        Recorder = (Recorder)row.GetInt16(31),
        Revision = row.ValueOrNull<int>(32),
        Attempts = row.ValueOrNull<short>(33),
        RequestId = row.TextOrNull(34),
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
        Name = row.GetString(13),
        ErrorType = row.TextOrNull(15),
        StatusMessage = row.TextOrNull(16),
        SessionId = row.TextOrNull(22),
        UserId = row.TextOrNull(23),
        IsCounted = row.GetBoolean(24),
        JoinedTo = row.IsDBNull(35)
            ? null
            : new SpanReference(TraceId.FromGuid(row.GetGuid(35)), SpanId.FromBigint(row.GetInt64(36))),
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
        UsageNote = row.TextOrNull(37),
        TimeToFirstTokenMicros = row.ValueOrNull<long>(8),
        Cost = Cost(row),
        ReportedCost = Money(row, 12),
        Tokens = TokenColumns.Read(row, FirstTokens),
        Operation = row.GetString(14),
        RequestModel = row.TextOrNull(17),
        ResponseModel = row.TextOrNull(18),
        ResponseId = row.TextOrNull(19),
        FinishReason = row.TextOrNull(20),
        ServiceTier = row.TextOrNull(21),
        Series = Series(row, project),
        Recorder = (Recorder)row.GetInt16(31),
        Revision = row.ValueOrNull<int>(32),
        Attempts = row.ValueOrNull<short>(33),
        RequestId = row.TextOrNull(34),
    };

    private static CallCost Cost(NpgsqlDataReader row) =>
        new((CostStatus)row.GetInt16(9), Money(row, 10), row.TextOrNull(11));

    private static Nanodollars? Money(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new Nanodollars(row.GetInt64(column));

    private static SeriesKey Series(NpgsqlDataReader row, ProjectId project) => new(
        project, row.GetString(25), row.TextOrNull(26), row.TextOrNull(27), row.TextOrNull(28), row.TextOrNull(29),
        row.TextOrNull(30));
}

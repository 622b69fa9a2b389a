using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;

namespace Dashboard.Evaluations.Tests;

/// <summary>Builds valid calls and votes; a test names only what it is about.</summary>
internal static class Some
{
    /// <summary>A quiet moment on which tests stand: a minute, a quarter and an hour begin here.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static ulong _lastId;

    public static TraceId TraceId() => new(((UInt128)0xFE << 64) + Interlocked.Increment(ref _lastId));

    public static SpanId SpanId() => new(Interlocked.Increment(ref _lastId));

    public static SpanRecord Call(
        DateTimeOffset? at = null, string version = "v1", string? user = null, string? responseId = null,
        string? requestId = null, TraceId? trace = null, SpanId? span = null, SpanId? parent = null,
        double seconds = 1.5) => new()
        {
            Project = ProjectId.First,
            StartedAt = at ?? Noon,
            TraceId = trace ?? TraceId(),
            SpanId = span ?? SpanId(),
            ParentSpanId = parent,
            Name = "chat gpt-4o-mini",
            Role = SpanRole.Model,
            DurationMicros = (long)(seconds * 1_000_000),
            Status = SpanStatus.Ok,
            UserId = user,
            Raw = "{}",
            Call = new CallFacts
            {
                Series = new SeriesKey(ProjectId.First, "gus", "gpt-4o-mini", version, "openai", null, null),
                Operation = "chat",
                ResponseId = responseId,
                RequestId = requestId,
                UsageSource = UsageSource.None,
                Cost = new CallCost(CostStatus.NoUsage, null, null),
            },
        };

    /// <summary>A span that is no call.</summary>
    public static SpanRecord Span(TraceId trace, SpanId span, SpanId? parent = null) => new()
    {
        Project = ProjectId.First,
        StartedAt = Noon,
        TraceId = trace,
        SpanId = span,
        ParentSpanId = parent,
        Name = "invoke_agent gus",
        Role = SpanRole.Agent,
        DurationMicros = 1_000,
        Status = SpanStatus.Ok,
        Raw = "{}",
    };

    public static Score Vote(
        ScoreTarget target, double value, string annotator = "", DateTimeOffset? at = null, string name = "thumbs",
        AnnotatorKind kind = AnnotatorKind.Human, string? label = null) => new()
        {
            Project = ProjectId.First,
            Target = target,
            Name = name,
            Annotator = annotator,
            Kind = kind,
            Source = ScoreSource.Feedback,
            Verdict = Verdicts.Of(name, value, label, zeroWithdraws: true),
            Value = value,
            Label = label,
            GivenAt = at ?? Noon.AddMinutes(1),
        };

    public static ScoreTarget Of(SpanRecord call) => new ScoreTarget.Span(call.TraceId, call.SpanId);
}

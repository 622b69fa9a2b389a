using Dashboard.Events;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Erasure;

/// <summary>A call that is about to become anonymous.</summary>
internal sealed record ErasedCall(
    DateTimeOffset StartedAt,
    TraceId Trace,
    SpanId Span,
    int SeriesId,
    bool IsCounted,
    string? UserId,
    string? SessionId,
    IReadOnlyList<string> AnswerIds,
    CallCounters Counters);

using Dashboard.Events;

namespace Dashboard.Evaluations.Scores;

/// <summary>A stored span of a trace, as far as finding the call that a score is about needs it.</summary>
/// <param name="Trace">Its trace.</param>
/// <param name="Id">Its id.</param>
/// <param name="Parent">Null for a root span.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="IsCounted">Whether it is a call that counts.</param>
/// <param name="JoinedTo">The gateway's record of the same call, which counts instead of it.</param>
internal sealed record TraceCall(
    TraceId Trace,
    SpanId Id,
    SpanId? Parent,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    bool IsCounted,
    (TraceId Trace, SpanId Span)? JoinedTo);

using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// The same request as another saw it: the gateway's record of a client's span or the span of the record, or another span
/// of the same client.
/// </summary>
/// <param name="TraceId">The trace in which it lies.</param>
/// <param name="Span">Without its content.</param>
public sealed record SpanTwin(TraceId TraceId, TraceSpan Span);

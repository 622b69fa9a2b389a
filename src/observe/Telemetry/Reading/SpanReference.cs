using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>Names a span of a trace that need not be the one at hand.</summary>
public sealed record SpanReference(TraceId TraceId, SpanId SpanId);

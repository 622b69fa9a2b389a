using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>Every span of a trace in the order of their starts.</summary>
public sealed record TraceDetail(TraceId TraceId, IReadOnlyList<TraceSpan> Spans);

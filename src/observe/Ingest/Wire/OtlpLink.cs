using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>A reference to a span of this or another trace.</summary>
internal sealed record OtlpLink(TraceId TraceId, SpanId SpanId, string? TraceState, List<OtlpAttribute> Attributes);

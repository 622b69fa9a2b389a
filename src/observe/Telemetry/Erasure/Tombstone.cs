using Dashboard.Events;

namespace Dashboard.Telemetry.Erasure;

/// <summary>What is remembered of something that was erased, beside its keyed hash.</summary>
/// <param name="At">When it was erased.</param>
/// <param name="Call">The anonymous call that an answer's id stood for; null for everything else.</param>
internal readonly record struct Tombstone(DateTimeOffset At, (TraceId Trace, SpanId Span)? Call = null);

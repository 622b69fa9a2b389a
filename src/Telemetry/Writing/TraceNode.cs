using Dashboard.Events;

namespace Dashboard.Telemetry.Writing;

/// <summary>What the question "is this inference a leaf?" needs to know of a span, stored or about to be.</summary>
/// <param name="Project">The project of the trace.</param>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The span.</param>
/// <param name="Parent">Null for a root.</param>
/// <param name="IsInference">Whether the span reports an inference of its own.</param>
internal readonly record struct TraceNode(
    ProjectId Project, TraceId TraceId, SpanId SpanId, SpanId? Parent, bool IsInference);

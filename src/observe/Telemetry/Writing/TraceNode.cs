using Dashboard.Events;

namespace Dashboard.Telemetry.Writing;

/// <summary>What the question "which of these spans are calls?" needs to know of a span, stored or about to be.</summary>
/// <param name="Id">The span.</param>
/// <param name="Parent">Null for a root.</param>
/// <param name="Sighting">The inference that the span reports of its own; null for spans of other kinds.</param>
/// <param name="IsTool">Whether it is the run of a tool: what is asked below it is no part of what is above.</param>
public readonly record struct TraceNode(NodeId Id, SpanId? Parent, Sighting? Sighting, bool IsTool = false)
{
    public bool IsInference => Sighting is not null;

    public NodeId? ParentId => Parent is { } parent ? Id with { SpanId = parent } : null;

    public static TraceNode Of(SpanRecord span) =>
        new(NodeId.Of(span), span.ParentSpanId, Writing.Sighting.Of(span), span.Role == SpanRole.Tool);
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Writing;

/// <summary>A span's name within all traces. Unlike its key it holds no time, so a parent or a partner can be named.</summary>
public readonly record struct NodeId(ProjectId Project, TraceId TraceId, SpanId SpanId)
{
    public static NodeId Of(SpanRecord span) => new(span.Project, span.TraceId, span.SpanId);
}

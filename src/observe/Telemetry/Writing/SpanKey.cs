using Dashboard.Events;

namespace Dashboard.Telemetry.Writing;

/// <summary>The identity of a stored span: what a retry repeats exactly.</summary>
public readonly record struct SpanKey(ProjectId Project, DateTimeOffset StartedAt, TraceId TraceId, SpanId SpanId)
{
    public static SpanKey Of(SpanRecord span) => new(span.Project, span.StartedAt, span.TraceId, span.SpanId);
}

using Dashboard.Events;

namespace Dashboard.Evaluations.Scores;

/// <summary>The key of a stored call.</summary>
internal readonly record struct CallKey(ProjectId Project, DateTimeOffset StartedAt, TraceId Trace, SpanId Span)
{
    /// <summary>The one order in which calls are locked, so that two writers wait for each other and never deadlock.</summary>
    public static IReadOnlyList<CallKey> Sort(IEnumerable<CallKey> keys) =>
    [
        .. keys.Distinct().OrderBy(key => key.Project.Value).ThenBy(key => key.StartedAt)
            .ThenBy(key => key.Trace.Value).ThenBy(key => key.Span.Value),
    ];
}

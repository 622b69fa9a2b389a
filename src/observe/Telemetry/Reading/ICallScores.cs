using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Where the scores and the feedback of a trace come from. Whoever collects them implements it; as long as nobody does,
/// traces are shown without that section.
/// </summary>
public interface ICallScores
{
    /// <summary>Current scores of every span of a trace and of the trace itself, oldest first.</summary>
    Task<IReadOnlyList<CallScore>> OfTraceAsync(ProjectId project, TraceId trace, CancellationToken ct);
}

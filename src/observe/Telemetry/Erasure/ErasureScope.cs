using Dashboard.Events;

namespace Dashboard.Telemetry.Erasure;

/// <summary>What an erasure takes away, for the capabilities that keep more about it.</summary>
/// <param name="Project">The project.</param>
/// <param name="Traces">The traces that lose content and identifiers, with those that the gateway recorded of them.</param>
/// <param name="User">The user who is forgotten; null where single traces are.</param>
/// <param name="AnswerIds">Response and request ids that the calls had: what else may be stored under them.</param>
/// <param name="Sessions">The conversations of the user; none where single traces are forgotten.</param>
/// <param name="TraceSessions">
/// The conversations that single traces were part of, with others that are not forgotten; none where a user is.
/// </param>
/// <param name="At">When it is done.</param>
public sealed record ErasureScope(
    ProjectId Project, IReadOnlyList<TraceId> Traces, string? User, IReadOnlyList<string> AnswerIds,
    IReadOnlyList<string> Sessions, IReadOnlyList<string> TraceSessions, DateTimeOffset At);

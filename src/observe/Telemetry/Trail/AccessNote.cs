using Dashboard.Events;

namespace Dashboard.Telemetry.Trail;

/// <summary>Somebody read content.</summary>
/// <param name="Id">Place in the trail; 0 until it is written.</param>
/// <param name="At">When.</param>
/// <param name="Project">Whose content.</param>
/// <param name="Actor">Person or key, as the audit log names them.</param>
/// <param name="Kind">How.</param>
/// <param name="What">The trace's id, or the filter.</param>
public sealed record AccessNote(
    long Id, DateTimeOffset At, ProjectId Project, string Actor, AccessKind Kind, string What);

namespace Dashboard.Deployments.Routes;

/// <summary>The body of <c>POST /api/routes/{route}/promote</c> and <c>/abort</c>.</summary>
/// <param name="IfRevision">The revision that this rests on; another one in force is a conflict.</param>
/// <param name="Reason">Why.</param>
public sealed record StepRollout(int? IfRevision = null, string? Reason = null);

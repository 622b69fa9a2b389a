namespace Dashboard.Deployments.Routes;

/// <summary>The body of <c>POST /api/routes/{route}/rollback</c>.</summary>
/// <param name="Reason">Why; may be added afterwards.</param>
/// <param name="ToRevision">
/// The revision to put in force again; null: the one that <see cref="RouteQueries.RollbackTarget"/> names.
/// </param>
/// <param name="IfRevision">The revision that this rests on; another one in force is a conflict.</param>
public sealed record RollBack(string? Reason = null, int? ToRevision = null, int? IfRevision = null);

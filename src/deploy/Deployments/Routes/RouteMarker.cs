namespace Dashboard.Deployments.Routes;

/// <summary>A change of what a route serves, to be drawn into charts.</summary>
/// <param name="At">When it took effect.</param>
/// <param name="Route">Whose.</param>
/// <param name="Revision">What changed.</param>
/// <param name="Before">What was in force until then; null for the first revision.</param>
public sealed record RouteMarker(DateTimeOffset At, string Route, RouteRevision Revision, RouteRevision? Before);

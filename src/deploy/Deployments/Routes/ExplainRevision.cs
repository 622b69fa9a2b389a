namespace Dashboard.Deployments.Routes;

/// <summary>The body of <c>POST /api/routes/{route}/revisions/{revision}/reason</c>.</summary>
public sealed record ExplainRevision(string? Reason);

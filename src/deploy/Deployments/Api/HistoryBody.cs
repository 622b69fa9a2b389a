namespace Dashboard.Deployments.Api;

/// <summary>All revisions of a route, the newest first.</summary>
internal sealed record HistoryBody(string Route, IReadOnlyList<RevisionBody> Items);

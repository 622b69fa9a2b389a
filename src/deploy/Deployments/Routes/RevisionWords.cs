using System.Globalization;

namespace Dashboard.Deployments.Routes;

/// <summary>A revision in words.</summary>
internal static class RevisionWords
{
    /// <summary>
    /// Such as <c>key:1f rolled back to revision 3 (v1 100 %) at 2026-11-25T01:00:00Z, because: slow</c>.
    /// </summary>
    /// <param name="state">The route.</param>
    /// <param name="revision">One of its revisions.</param>
    /// <param name="nameOf">How an actor is called; as it is recorded where nothing is said.</param>
    public static string WhoDidWhat(RouteState state, RouteRevision revision, Func<string, string>? nameOf = null)
    {
        var at = revision.By.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var actor = revision.By.Actor is { } by ? nameOf?.Invoke(by) ?? by : "another program";
        return $"{actor} {Verb(revision)} ({Split(state, revision)}) at {at}{Because(revision)}";
    }

    /// <summary>
    /// Such as <c>v1 90 %, v2 10 %</c>: the largest share first, with the model where the route has served several.
    /// </summary>
    public static string Split(RouteState state, RouteRevision revision) => string.Join(
        ", ",
        revision.Content.Split.Where(side => side.Weight > 0)
            .OrderByDescending(side => side.Weight)
            .Select(side => string.Create(CultureInfo.InvariantCulture, $"{state.NameOf(revision.Content.Model, side.Version)} {side.Weight} %")));

    private static string Verb(RouteRevision revision) => revision.Kind switch
    {
        RevisionKind.Promoted => "promoted the rollout",
        RevisionKind.Aborted => "aborted the rollout",
        RevisionKind.RolledBack => string.Create(
            CultureInfo.InvariantCulture, $"rolled back to revision {revision.Restores}"),
        _ => "deployed",
    };

    private static string Because(RouteRevision revision) =>
        string.IsNullOrWhiteSpace(revision.Reason) ? "" : ", because: " + revision.Reason;
}

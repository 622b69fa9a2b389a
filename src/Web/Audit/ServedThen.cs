using Dashboard.Deployments.Routes;

namespace Dashboard.Web.Audit;

/// <summary>What a route served at an instant.</summary>
/// <param name="Route">Its name.</param>
/// <param name="Revision">The revision in force then; null: the route did not exist yet.</param>
/// <param name="Until">When the next one took its place; null: it is still in force, or there was none.</param>
public sealed record ServedThen(string Route, RouteRevision? Revision, DateTimeOffset? Until)
{
    /// <summary>The answer for each route, in the given order.</summary>
    public static IReadOnlyList<ServedThen> At(IEnumerable<RouteState> routes, DateTimeOffset at) =>
        [.. routes.Select(route => At(route, at))];

    private static ServedThen At(RouteState route, DateTimeOffset at)
    {
        var index = route.Revisions.FindLastIndex(revision => revision.By.At <= at);
        return index < 0
            ? new ServedThen(route.Route, null, null)
            : new ServedThen(
                route.Route,
                route.Revisions[index],
                // Of several that follow, one may have been decided to hold from before the others.
                route.Revisions.Skip(index + 1).Select(later => (DateTimeOffset?)later.By.At).Min());
    }
}

using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Deployments.Routes;

/// <summary>The event streams of routes.</summary>
internal static class RouteStreams
{
    public const string Type = "Route";

    /// <summary>Such as <c>route:1:gus</c>.</summary>
    public static string Id(ProjectId project, string route) => $"route:{project}:{route}";

    /// <summary>
    /// The route as it is on record, and the version to expect when appending a decision that rests on it.
    /// </summary>
    public static async Task<Aggregated<RouteState>> ReadAsync(
        EventStore.EventStore store, ProjectId project, string route, CancellationToken ct)
    {
        var result = new Aggregated<RouteState>(RouteState.None(project, route), 0);
        await foreach (var stored in store.ReadStreamAsync(Id(project, route), ct))
        {
            var by = new Stamp(stored.Timestamp, stored.Actor, stored.Reason);
            result = new(stored.Data is { } data ? result.State.Apply(data, by) : result.State, stored.Version);
        }

        return result;
    }
}

using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Repricing;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What was decided about the routes of a look, and how the targets of rollbacks did.</summary>
public sealed class DecidedRoutes(
    IReadOnlyList<RouteStanding> standings, IReadOnlyDictionary<string, LastGood> lastGood)
{
    /// <summary>Nothing was decided: routes are only seen in calls.</summary>
    public static DecidedRoutes None { get; } = new([], new Dictionary<string, LastGood>());

    /// <summary>When models that have calls changed their price, the oldest first.</summary>
    public IReadOnlyList<PriceMarker> Prices { get; init; } = [];

    /// <summary>The routes by name.</summary>
    public IEnumerable<string> Names => standings.Select(standing => standing.State.Route);

    /// <summary>Null where nothing was decided about a route.</summary>
    public RouteStanding? Standing(string route) =>
        standings.FirstOrDefault(standing => standing.State.Route == route);

    /// <summary>Null where a route has nothing to roll back to, or where that cannot be read.</summary>
    public LastGood? LastGood(string route) => lastGood.GetValueOrDefault(route);
}

using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Repricing;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What was decided about the routes of a look.</summary>
public sealed class DecidedRoutes(IReadOnlyList<RouteStanding> standings)
{
    private readonly Dictionary<string, RouteStanding> _byName = standings.ToDictionary(standing => standing.State.Route);

    /// <summary>Nothing was decided: routes are only seen in calls.</summary>
    public static DecidedRoutes None { get; } = new([]);

    /// <summary>When models that have calls changed their price, the oldest first.</summary>
    public IReadOnlyList<PriceMarker> Prices { get; init; } = [];

    /// <summary>The routes by name.</summary>
    public IEnumerable<string> Names => standings.Select(standing => standing.State.Route);

    /// <summary>Null where nothing was decided about a route.</summary>
    public RouteStanding? Standing(string route) => _byName.GetValueOrDefault(route);
}

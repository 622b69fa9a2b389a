using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.Telemetry.Costs.Page;

namespace Dashboard.Web.Pages;

/// <summary>The cost page's marks, from the routes' histories.</summary>
internal sealed class DecisionMarks(RouteQueries routes) : IDecisionMarks
{
    public IReadOnlyList<DateTimeOffset> Between(
        ProjectId project, string? route, DateTimeOffset from, DateTimeOffset to) =>
        [
            .. routes.Markers(project, from, to)
                .Where(marker => route is null || marker.Route == route)
                .Select(marker => marker.At),
        ];
}

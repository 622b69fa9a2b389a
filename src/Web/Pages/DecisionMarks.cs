using Dashboard.Costs;
using Dashboard.Costs.Page;
using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Reading;
using Dashboard.Web.Demo;

namespace Dashboard.Web.Pages;

/// <summary>The cost page's marks, from the routes' histories.</summary>
internal sealed class DecisionMarks(RouteQueries routes) : IDecisionMarks
{
    public IReadOnlyList<DateTimeOffset> Between(CostScope scope, DateTimeOffset from, DateTimeOffset to)
    {
        var shown = routes.Standings(scope.Project)
            .Where(standing => (scope.Route is null || standing.State.Route == scope.Route)
                && DemoDeployment.IsDemo(standing) == (scope.Environment == EnvironmentNames.Demo))
            .Select(standing => standing.State.Route)
            .ToHashSet();
        return
        [
            .. routes.Markers(scope.Project, from, to)
                .Where(marker => shown.Contains(marker.Route))
                .Select(marker => marker.At),
        ];
    }
}

using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Calls;
using Dashboard.Web.Demo;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What was decided about the routes of a look. The demo's routes show with the demo's calls only.</summary>
internal sealed class RoutesReader(RouteQueries routes, LastGoodReader lastGood, PriceReader prices)
{
    /// <summary>Ends at the next decision; take it before reading.</summary>
    public Task NextChange => routes.NextChange;

    public async Task<DecidedRoutes> ReadAsync(OverviewLook look, CancellationToken ct)
    {
        var isDemo = look.Filter.Environment == EnvironmentNames.Demo;
        var standings = routes.Standings(look.Filter.Project)
            .Where(standing => DemoDeployment.IsDemo(standing) == isDemo)
            .ToList();
        var questions = LastGoodReader.Questions(standings, look);
        return new DecidedRoutes(standings, await lastGood.ReadAsync(questions, ct))
        {
            Prices = await prices.ReadAsync(look, ct),
        };
    }
}

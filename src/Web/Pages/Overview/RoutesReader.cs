using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Reading;
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
        return new DecidedRoutes(standings) { Prices = await prices.ReadAsync(look, ct) };
    }

    /// <summary>The strips, those that are shown with what their rollbacks lead to.</summary>
    public async Task<IReadOnlyList<RouteStrip>> WithLastGoodAsync(
        OverviewLook look, IReadOnlyList<RouteStrip> strips, CancellationToken ct)
    {
        var shown = strips.Take(RouteStrip.MostShown).ToList();
        var questions = LastGoodReader.Questions(shown.Select(strip => strip.Standing).OfType<RouteStanding>(), look);
        var found = await lastGood.ReadAsync(questions, ct);
        return
        [
            .. shown.Select(strip => strip with { LastGood = found.GetValueOrDefault(strip.Route) }),
            .. strips.Skip(shown.Count),
        ];
    }
}

using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.Web.Pages.Overview;

namespace Dashboard.Web.Tests.Pages.Overview;

/// <summary>Makes routes by hand: who was deployed how many minutes ago.</summary>
internal static class Decisions
{
    /// <summary>Each revision as minutes ago and a split such as <c>v1:90 v2:10</c>.</summary>
    public static RouteStanding Gus(params (double MinutesAgo, string Split)[] revisions) => Route("gus", revisions);

    public static RouteStanding Route(string route, params (double MinutesAgo, string Split)[] revisions)
    {
        var state = new RouteState(ProjectId.First, route,
        [
            .. revisions.Select((revision, i) => new RouteRevision(
                i + 1,
                RevisionKind.Deployed,
                new RouteContent("gus", Split(revision.Split), "session", $"salt-{i}", null),
                new Stamp(Numbers.Now.AddMinutes(-revision.MinutesAgo), "person:ann", "because"))),
        ]);
        return new RouteStanding(state, revisions.Length > 1 ? state.Find(revisions.Length - 1) : null);
    }

    /// <summary>The routes of a look.</summary>
    public static DecidedRoutes Decided(params RouteStanding[] standings) => new(standings);

    private static List<WeightedVersion> Split(string split) =>
    [
        .. split.Split(' ').Select(side => side.Split(':'))
            .Select(side => new WeightedVersion(side[0], int.Parse(side[1], null))),
    ];
}

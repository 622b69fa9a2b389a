using System.Collections.Immutable;
using Dashboard.Deployments.Connections;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Routes;
using Dashboard.Events;

namespace Dashboard.Deployments.Serving;

/// <summary>
/// Everything that was decided about deployments, at one moment: what a decision rests on. Immutable.
/// </summary>
internal sealed record DeploymentBook(
    ImmutableDictionary<string, Connection> Connections,
    ImmutableDictionary<(ProjectId, string, string), ModelVersion> Versions,
    ImmutableDictionary<(ProjectId, string), RouteState> Routes)
{
    public static DeploymentBook Empty { get; } = Of([], [], []);

    public static DeploymentBook Of(
        IEnumerable<Connection> connections, IEnumerable<ModelVersion> versions, IEnumerable<RouteState> routes) => new(
            connections.ToImmutableDictionary(connection => connection.Name),
            versions.ToImmutableDictionary(version => version.Key),
            routes.ToImmutableDictionary(route => route.Key));

    /// <summary>Null where there is no such version.</summary>
    public ModelVersion? Version(ProjectId project, string model, string version) =>
        Versions.GetValueOrDefault((project, model, version));

    /// <summary>A route without revisions where there is none.</summary>
    public RouteState Route(ProjectId project, string route) =>
        Routes.GetValueOrDefault((project, route)) ?? RouteState.None(project, route);

    public DeploymentBook With(RouteState route) => this with { Routes = Routes.SetItem(route.Key, route) };

    /// <summary>Why a version cannot serve, to follow its name; null where it can.</summary>
    public string? WhyNotServable(ProjectId project, string model, string version)
    {
        if (Version(project, model, version) is not { } known)
        {
            return "is not registered";
        }

        return known.RetiredAt is not null ? "was retired"
            : known.Connection is null ? "has no connection to be called at"
            : !Connections.TryGetValue(known.Connection, out var connection)
                ? $"names the unknown connection '{known.Connection}'"
            : connection.RetiredAt is not null ? $"uses the connection '{known.Connection}', which was retired"
            : null;
    }

    /// <summary>Whether everything that a revision's callers can reach may serve.</summary>
    public bool CanServe(ProjectId project, RouteContent content) => content.Split.All(side =>
        side.Weight == 0 || WhyNotServable(project, content.Model, side.Version) is null);

    /// <summary>The routes that serve a version now, each with its share in percent.</summary>
    public IReadOnlyList<(string Route, int Weight)> ServedBy((ProjectId Project, string Model, string Version) key) =>
    [
        .. from route in Routes.Values
           where route.Project == key.Project && route.Current?.Content.Model == key.Model
           from side in route.Current!.Content.Split
           where side.Version == key.Version && side.Weight > 0
           orderby route.Route
           select (route.Route, side.Weight),
    ];

    /// <summary>What the gateway needs of all this.</summary>
    public RouteSnapshot ToSnapshot() => new(
        Routes.Values.Select(ToServing).OfType<ServingRoute>(),
        Versions.Values
            .Where(version => WhyNotServable(version.Project, version.Model, version.Version) is null)
            .Select(version => new CallableVersion(version.Project, version.Model, Side(version, 0))));

    private ServingRoute? ToServing(RouteState route)
    {
        if (route.Current is not { } revision)
        {
            return null;
        }

        var sides = revision.Content.Split
            .Where(side => side.Weight > 0)
            .Select(side => Version(route.Project, revision.Content.Model, side.Version) is { } version
                && version.Connection is { } connection && Connections.ContainsKey(connection)
                    ? Side(version, side.Weight)
                    : null)
            .ToList();
        return sides.Contains(null) ? null : new ServingRoute
        {
            Project = route.Project,
            Route = route.Route,
            Model = revision.Content.Model,
            Revision = revision.Number,
            Sticky = StickyNames.Parse(revision.Content.Sticky) ?? StickyBy.None,
            Salt = revision.Content.Salt,
            Split = sides!,
        };
    }

    private ServingVersion Side(ModelVersion version, int weight) =>
        new(
        version.Version, weight, version.UpstreamModel, Connections[version.Connection!].Approved, version.Provider);
}

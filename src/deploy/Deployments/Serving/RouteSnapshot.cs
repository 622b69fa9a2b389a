using System.Collections.Frozen;
using Dashboard.Events;

namespace Dashboard.Deployments.Serving;

/// <summary>Every route and every version that can be called, at one moment. Immutable, safe for all threads.</summary>
public sealed class RouteSnapshot
{
    private readonly FrozenDictionary<(ProjectId, string), ServingRoute> _routes;
    private readonly FrozenDictionary<(ProjectId, string, string), ServingVersion> _versions;

    /// <param name="routes">The routes in force; one per project and name.</param>
    /// <param name="versions">Every version that may be called by name, also those in no split.</param>
    public RouteSnapshot(IEnumerable<ServingRoute> routes, IEnumerable<CallableVersion> versions)
    {
        Routes = [.. routes];
        Versions = [.. versions];
        _routes = Routes.ToFrozenDictionary(route => (route.Project, route.Route));
        _versions = Versions.ToFrozenDictionary(
            callable => (callable.Project, callable.Model, callable.Version.Version), callable => callable.Version);
    }

    /// <summary>Nothing is served.</summary>
    public static RouteSnapshot Empty { get; } = new([], []);

    /// <summary>The routes of all projects.</summary>
    public IReadOnlyList<ServingRoute> Routes { get; }

    /// <summary>The versions of all projects that may be called by name.</summary>
    public IReadOnlyList<CallableVersion> Versions { get; }

    /// <summary>The route of a project by its exact name; null where there is none.</summary>
    public ServingRoute? Find(ProjectId project, string route) => _routes.GetValueOrDefault((project, route));

    /// <summary>
    /// A version of a model, whether it serves or not, for requests that force one; null where there is none.
    /// </summary>
    public ServingVersion? FindVersion(ProjectId project, string model, string version) =>
        _versions.GetValueOrDefault((project, model, version));
}

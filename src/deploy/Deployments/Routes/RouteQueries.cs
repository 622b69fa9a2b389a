using Dashboard.Deployments.Serving;
using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>
/// What is in force, what was, and what a click would bring back. Answered from memory, also while the database is
/// away.
/// </summary>
public sealed class RouteQueries
{
    private readonly ServingBook _book;

    internal RouteQueries(ServingBook book) => _book = book;

    /// <summary>Whether rollbacks of this console wait to be put on record.</summary>
    public bool IsPending => !_book.Pending.IsEmpty;

    /// <summary>
    /// Ends at the next change of anything that is answered here; also at some that change nothing. Take it before
    /// asking: what changes in between is then not missed.
    /// </summary>
    public Task NextChange => _book.NextChange;

    /// <summary>Where a route stands; null where there is none.</summary>
    public RouteStanding? Standing(ProjectId project, string route)
    {
        var book = _book.Current;
        return book.Routes.GetValueOrDefault((project, route)) is { } state ? Standing(book, state) : null;
    }

    /// <summary>Where each route of a project stands, by name.</summary>
    public IReadOnlyList<RouteStanding> Standings(ProjectId project)
    {
        var book = _book.Current;
        return
        [
            .. book.Routes.Values.Where(route => route.Project == project)
                .OrderBy(route => route.Route, StringComparer.Ordinal)
                .Select(route => Standing(book, route)),
        ];
    }

    /// <summary>The routes of a project by name.</summary>
    public IReadOnlyList<RouteState> All(ProjectId project) =>
    [
        .. _book.Current.Routes.Values.Where(route => route.Project == project)
            .OrderBy(route => route.Route, StringComparer.Ordinal),
    ];

    /// <summary>A route with all its revisions; null where there is none.</summary>
    public RouteState? Find(ProjectId project, string route) =>
        _book.Current.Routes.GetValueOrDefault((project, route));

    /// <summary>
    /// The revision that a rollback without a given revision would put in force; null: there is none.
    /// </summary>
    public RouteRevision? RollbackTarget(ProjectId project, string route)
    {
        var book = _book.Current;
        return Routes.RollbackTarget.Find(book.Route(project, route), content => book.CanServe(project, content));
    }

    /// <summary>The changes of all routes of a project from an instant on and before another, in their order.</summary>
    public IReadOnlyList<RouteMarker> Markers(ProjectId project, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. All(project)
            .SelectMany(route => route.Revisions.Select(revision => new RouteMarker(
                revision.By.At, route.Route, revision, route.Find(revision.Number - 1))))
            .Where(marker => marker.At >= from && marker.At < to)
            .OrderBy(marker => marker.At),
    ];

    private static RouteStanding Standing(DeploymentBook book, RouteState route) =>
        new(route, Routes.RollbackTarget.Find(route, content => book.CanServe(route.Project, content)));
}

using System.Collections.Immutable;
using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>Everything that was decided about a route: its events, folded.</summary>
/// <param name="Project">The project that it belongs to.</param>
/// <param name="Route">Its name.</param>
/// <param name="Revisions">The revision with the number n at the place n - 1.</param>
public sealed record RouteState(ProjectId Project, string Route, ImmutableList<RouteRevision> Revisions)
{
    /// <summary>The revision in force; null where the route does not exist.</summary>
    public RouteRevision? Current => Revisions.IsEmpty ? null : Revisions[^1];

    /// <summary>Rollbacks that were decided while the database was away and are not in force.</summary>
    internal ImmutableHashSet<Guid> Dropped { get; init; } = [];

    /// <summary>Whether it ever served another model than now: then a version's name alone may mean two.</summary>
    public bool HasSeveralModels => Revisions.Exists(revision => revision.Content.Model != Revisions[^1].Content.Model);

    /// <summary>What a version is called here: with its model where the route has served several.</summary>
    public string NameOf(string model, string version) => HasSeveralModels ? $"{model} {version}" : version;

    /// <summary>What the version is called that leads under a revision.</summary>
    public string LeaderOf(RouteRevision revision) => NameOf(revision.Content.Model, ServingPeriod.Leader(revision));

    internal (ProjectId Project, string Route) Key => (Project, Route);

    /// <summary>The revision with a number; null where there is none.</summary>
    public RouteRevision? Find(int number) =>
        number >= 1 && number <= Revisions.Count ? Revisions[number - 1] : null;

    internal static RouteState None(ProjectId project, string route) => new(project, route, []);

    /// <summary>Whether a rollback with this id is part of the history, in force or dropped.</summary>
    internal bool Knows(Guid decisionId) =>
        Dropped.Contains(decisionId) || Revisions.Any(revision => revision.DecisionId == decisionId);

    /// <summary>The state after a fact; facts of other kinds change nothing.</summary>
    internal RouteState Apply(object fact, Stamp by) => fact switch
    {
        RouteDeployed deployed => Add(new(
            deployed.Revision, RevisionKind.Deployed, deployed.Content, by with { At = deployed.DecidedAt ?? by.At })),
        RolloutPromoted promoted => Add(new(promoted.Revision, RevisionKind.Promoted, promoted.Content, by)),
        RolloutAborted aborted => Add(new(aborted.Revision, RevisionKind.Aborted, aborted.Content, by)),
        RouteRolledBack back => Add(new(
            back.Revision, RevisionKind.RolledBack, back.Content, by with { At = back.DecidedAt })
        {
            From = back.From,
            Restores = back.Restores,
            DecisionId = back.DecisionId,
        }),
        RevisionExplained explained when Find(explained.Revision) is { } revision => this with
        {
            Revisions = Revisions.SetItem(explained.Revision - 1, revision with { Explanation = by }),
        },
        RollbackDropped dropped => this with { Dropped = Dropped.Add(dropped.DecisionId) },
        _ => this,
    };

    private RouteState Add(RouteRevision revision) => this with { Revisions = Revisions.Add(revision) };
}

namespace Dashboard.Deployments.Routes;

/// <summary>Where a route stands: who serves, who did before, and what a rollback would bring back.</summary>
public sealed record RouteStanding
{
    /// <param name="state">A route with at least one revision.</param>
    /// <param name="target">What a rollback would put in force; null: nothing.</param>
    public RouteStanding(RouteState state, RouteRevision? target)
    {
        (State, Target) = (state, target);
        Current = state.Current!;
        Periods = ServingPeriod.Of(state);
        Rollout = Rollout.Of(Current);
    }

    /// <summary>The route with all its revisions.</summary>
    public RouteState State { get; }

    /// <summary>The revision in force.</summary>
    public RouteRevision Current { get; }

    /// <summary>What a rollback would put in force; null: there is nothing.</summary>
    public RouteRevision? Target { get; }

    /// <summary>Who led when, in order.</summary>
    public IReadOnlyList<ServingPeriod> Periods { get; }

    /// <summary>Null where one version has all callers.</summary>
    public Rollout? Rollout { get; }

    /// <summary>Who leads now.</summary>
    public ServingPeriod Serving => Periods[^1];

    /// <summary>Who led before; null where nobody did.</summary>
    public ServingPeriod? Former => Periods.Count > 1 ? Periods[^2] : null;

    /// <summary>The version that a rollback leads to; null: none.</summary>
    public string? TargetVersion => Target is null ? null : ServingPeriod.Leader(Target);

    /// <summary>When the version that a rollback leads to led for the last time; null: there is none.</summary>
    public ServingPeriod? LastGood =>
        Target is null ? null : Periods.SkipLast(1).LastOrDefault(Leads(Target)) ?? Serving;

    private static Func<ServingPeriod, bool> Leads(RouteRevision revision)
    {
        var leader = ServingPeriod.Leader(revision);
        return period => period.Model == revision.Content.Model && period.Version == leader;
    }
}

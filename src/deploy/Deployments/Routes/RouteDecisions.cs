using Dashboard.Deployments.Serving;
using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>What a command adds to a route. Pure: what is known comes in, a fact or a refusal goes out.</summary>
internal static class RouteDecisions
{
    private const int Whole = 100;

    /// <summary>Sets what is served.</summary>
    /// <param name="state">The route.</param>
    /// <param name="book">What versions and connections there are.</param>
    /// <param name="command">As it came.</param>
    /// <param name="newSalt">Taken if this begins a new rollout.</param>
    public static RouteDecision Decide(RouteState state, DeploymentBook book, DeployRoute command, string newSalt)
    {
        if (DeployRouteCheck.Problem(state, book, command) is { } problem)
        {
            return new RouteDecision.Refused(problem);
        }

        if (Superseded(state, command.IfRevision) is { } conflict)
        {
            return new RouteDecision.Refused(conflict);
        }

        var split = command.Split!.Select(side => new WeightedVersion(side!.Version!, side.Weight!.Value)).ToList();
        var before = state.Current?.Content;
        var arranged = SplitOrder.Arrange(before, command.Model!, split);
        if (command.Steps is { Count: > 0 } steps && !steps.Contains(arranged[0].Weight))
        {
            return new RouteDecision.Refused(DeploymentProblem.Invalid(new Dictionary<string, string[]>
            {
                ["steps"] =
                [
                    $"The candidate {arranged[0].Version} has the weight {arranged[0].Weight}, which is no step.",
                ],
            }));
        }

        return new RouteDecision.Accepted(new RouteDeployed(
            state.Project.Value,
            state.Route,
            state.Revisions.Count + 1,
            new RouteContent(
                command.Model!,
                arranged,
                command.Sticky ?? "session",
                SplitOrder.IsSameRollout(before, command.Model!, split) ? before!.Salt : newSalt,
                command.Steps is { Count: > 0 } ? command.Steps : null)));
    }

    /// <summary>Moves the candidate to its next step; one without steps to everybody.</summary>
    public static RouteDecision Promote(RouteState state, DeploymentBook book, StepRollout command)
    {
        if (RolloutProblem(state, command, out var current) is { } problem)
        {
            return new RouteDecision.Refused(problem);
        }

        var (candidate, stable) = (current!.Content.Split[0], current.Content.Split[1]);
        var next = (current.Content.Steps ?? [Whole]).FirstOrDefault(step => step > candidate.Weight);
        if (next == 0)
        {
            return RouteDecision.Refuse(
                ProblemKind.NoRollout,
                $"{candidate.Version} has passed its last step at {candidate.Weight} %. "
                    + "PUT the route to change its weight.");
        }

        if (book.WhyNotServable(state.Project, current.Content.Model, candidate.Version) is { } why)
        {
            return RouteDecision.Refuse(ProblemKind.Retired, $"{candidate.Version} {why}.");
        }

        return new RouteDecision.Accepted(new RolloutPromoted(
            state.Project.Value,
            state.Route,
            state.Revisions.Count + 1,
            current.Content with
            {
                Split = [candidate with { Weight = next }, stable with { Weight = Whole - next }],
            }));
    }

    /// <summary>Ends a rollout: everybody goes to what served before.</summary>
    public static RouteDecision Abort(RouteState state, StepRollout command)
    {
        if (RolloutProblem(state, command, out var current) is { } problem)
        {
            return new RouteDecision.Refused(problem);
        }

        var (candidate, stable) = (current!.Content.Split[0], current.Content.Split[1]);
        return new RouteDecision.Accepted(new RolloutAborted(
            state.Project.Value,
            state.Route,
            state.Revisions.Count + 1,
            current.Content with
            {
                Split = [candidate with { Weight = 0 }, stable with { Weight = Whole }],
                Steps = null,
            }));
    }

    /// <summary>Says afterwards why a revision was made.</summary>
    public static RouteDecision Explain(RouteState state, int revision, ExplainRevision command)
    {
        var faults = new Faults();
        faults.RequireAtMost("reason", command.Reason, DeployRouteCheck.LongestReason);
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            faults.Add("reason", "Say why in 'reason'.");
        }

        return faults.Problem is { } problem ? new RouteDecision.Refused(problem)
            : state.Find(revision) is null ? RouteDecision.Refuse(
                ProblemKind.NoSuchRevision, $"'{state.Route}' has no revision {revision}; its history lists them.")
            : new RouteDecision.Accepted(new RevisionExplained(state.Project.Value, state.Route, revision));
    }

    /// <summary>The problem that another decision came first; null where it did not.</summary>
    public static DeploymentProblem? Superseded(RouteState state, int? ifRevision) =>
        ifRevision is { } expected && expected != (state.Current?.Number ?? 0) ? Superseded(state) : null;

    /// <summary>Says who did what.</summary>
    public static DeploymentProblem Superseded(RouteState state) => new(
        ProblemKind.Superseded,
        state.Current is { } current
            ? $"Revision {current.Number} of '{state.Route}' came first: {RevisionWords.WhoDidWhat(state, current)}. "
                + "Look at it, then decide again."
            : $"There is no route '{state.Route}' yet; leave 'if_revision' out or say 0 to create it.")
    {
        Actor = state.Current?.By.Actor,
    };

    private static DeploymentProblem? RolloutProblem(RouteState state, StepRollout command, out RouteRevision? current)
    {
        var faults = new Faults();
        faults.RequireAtMost("reason", command.Reason, DeployRouteCheck.LongestReason);
        current = state.Current;
        return faults.Problem
            ?? (current is null
                ? new DeploymentProblem(ProblemKind.NoSuchRoute, $"There is no route '{state.Route}'.")
                : null)
            ?? Superseded(state, command.IfRevision)
            ?? (current!.Content.Split is [{ Weight: > 0 }, { Weight: > 0 }]
                ? null
                : new DeploymentProblem(
                    ProblemKind.NoRollout,
                    $"'{state.Route}' has no rollout under way: that takes two versions that both serve. "
                        + "PUT the route to begin one, or roll back."));
    }
}

using Dashboard.Deployments.Serving;
using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>
/// Puts an earlier revision in force again. Pure, so that it can also be decided while the database is away.
/// </summary>
internal static class RollbackDecisions
{
    /// <param name="state">The route.</param>
    /// <param name="book">What may still serve.</param>
    /// <param name="command">As it came.</param>
    /// <param name="decisionId">Recognises this decision ever after.</param>
    /// <param name="now">When it is decided.</param>
    public static RouteDecision Decide(
        RouteState state, DeploymentBook book, RollBack command, Guid decisionId, DateTimeOffset now)
    {
        var faults = new Faults();
        faults.RequireAtMost("reason", command.Reason, DeployRouteCheck.LongestReason);
        if (faults.Problem is { } problem)
        {
            return new RouteDecision.Refused(problem);
        }

        if (state.Current is not { } current)
        {
            return RouteDecision.Refuse(ProblemKind.NoSuchRoute, $"There is no route '{state.Route}'.");
        }

        if (RouteDecisions.Superseded(state, command.IfRevision) is { } conflict)
        {
            return new RouteDecision.Refused(conflict);
        }

        var target = command.ToRevision is { } number
            ? state.Find(number)
            : RollbackTarget.Find(state, content => book.CanServe(state.Project, content));
        if (Problem(state, book, command, current, target) is { } refusal)
        {
            return new RouteDecision.Refused(refusal);
        }

        return new RouteDecision.Accepted(new RouteRolledBack(
            state.Project.Value,
            state.Route,
            current.Number + 1,
            current.Number,
            target!.Origin,
            target.Content,
            decisionId,
            now));
    }

    private static DeploymentProblem? Problem(
        RouteState state, DeploymentBook book, RollBack command, RouteRevision current, RouteRevision? target)
    {
        if (target is null)
        {
            return command.ToRevision is { } number
                ? new(ProblemKind.NoSuchRevision, $"'{state.Route}' has no revision {number}; its history lists them.")
                : new(
                    ProblemKind.NothingToRollBackTo,
                    $"'{state.Route}' has no earlier revision with other versions of {current.Content.Model} that was "
                        + "not itself rolled away from. Say one in 'to_revision', or PUT the route.");
        }

        if (target.Origin == current.Origin)
        {
            return new(
                ProblemKind.AlreadyInForce, $"Revision {current.Number} of '{state.Route}' already serves that.");
        }

        return book.CanServe(state.Project, target.Content)
            ? null
            : new(
                ProblemKind.Retired,
                $"Revision {target.Number} cannot serve any more: " + string.Join(
                    ", ",
                    target.Content.Split
                        .Select(side => (
                            side.Version,
                            Why: book.WhyNotServable(state.Project, target.Content.Model, side.Version)))
                        .Where(side => side.Why is not null)
                        .Select(side => $"{side.Version} {side.Why}")) + ".");
    }
}

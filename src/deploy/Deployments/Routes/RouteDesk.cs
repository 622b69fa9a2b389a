using System.Buffers.Text;
using System.Security.Cryptography;
using Dashboard.Deployments.Away;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;

namespace Dashboard.Deployments.Routes;

/// <summary>
/// Where it is decided what a route serves. A decision is in force in this process when the call returns, in others at
/// the ring of the doorbell. Who decides on what has changed meanwhile is told who changed it, and nothing happens.
/// </summary>
public sealed class RouteDesk
{
    /// <summary>How long a rollback waits for the database before it is put in force without it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <summary>How long the answer to a rollback that is in force waits until it is on record.</summary>
    private static readonly TimeSpan _recording = TimeSpan.FromSeconds(10);

    private readonly EventStore.EventStore _store;
    private readonly ServingBook _book;
    private readonly RouteKeeper _keeper;
    private readonly DecisionTurn _turn;
    private readonly KeptFile<PendingRollback[]> _pending;
    private readonly TimeProvider _time;

    internal RouteDesk(
        EventStore.EventStore store,
        ServingBook book,
        RouteKeeper keeper,
        DecisionTurn turn,
        KeptFile<PendingRollback[]> pending,
        TimeProvider time) =>
        (_store, _book, _keeper, _turn, _pending, _time) = (store, book, keeper, turn, pending, time);

    /// <summary>Sets what a route serves, creating it where it does not exist.</summary>
    /// <param name="project">The project that it belongs to.</param>
    /// <param name="route">Its name.</param>
    /// <param name="command">What to do, and why.</param>
    /// <param name="by">Who; the reason is the command's.</param>
    /// <param name="ct">Ends the wait; what is on record by then stays.</param>
    public Task<RouteResult> DeployAsync(
        ProjectId project, string route, DeployRoute command, EventContext by, CancellationToken ct)
    {
        var salt = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        return DecideOrSayAwayAsync(
            project,
            route,
            (state, book) => RouteDecisions.Decide(state, book, command, salt),
            by with { Reason = command.Reason },
            ct);
    }

    /// <summary>Moves a rollout to its next step.</summary>
    /// <inheritdoc cref="DeployAsync"/>
    public Task<RouteResult> PromoteAsync(
        ProjectId project, string route, StepRollout command, EventContext by, CancellationToken ct) =>
        DecideOrSayAwayAsync(
            project,
            route,
            (state, book) => RouteDecisions.Promote(state, book, command),
            by with { Reason = command.Reason },
            ct);

    /// <summary>Ends a rollout: the candidate serves nobody any more.</summary>
    /// <inheritdoc cref="DeployAsync"/>
    public Task<RouteResult> AbortAsync(
        ProjectId project, string route, StepRollout command, EventContext by, CancellationToken ct) =>
        DecideOrSayAwayAsync(
            project,
            route,
            (state, _) => RouteDecisions.Abort(state, command),
            by with { Reason = command.Reason },
            ct);

    /// <summary>
    /// Puts an earlier revision in force again. While the database is away that happens in this process alone; it is
    /// kept on disk and put on record on its return, unless another decision on the route came first. Where the database
    /// is only slow, the rollback is in force after a short wait, and the answer waits for the record of it.
    /// </summary>
    /// <inheritdoc cref="DeployAsync"/>
    public async Task<RouteResult> RollBackAsync(
        ProjectId project, string route, RollBack command, EventContext by, CancellationToken ct)
    {
        var decisionId = Guid.CreateVersion7(_time.GetUtcNow());
        by = by with { Reason = command.Reason };
        RouteDecision Decide(RouteState state, DeploymentBook book) =>
            RollbackDecisions.Decide(state, book, command, decisionId, _time.GetUtcNow());

        using var patience = new CancellationTokenSource(_patience, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await DecideAsync(project, route, Decide, by, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e)
            when (!ct.IsCancellationRequested && (patience.IsCancellationRequested || DatabaseAway.Is(e)))
        {
            var isSlow = patience.IsCancellationRequested || DatabaseAway.IsBusy(e);
            var here = RollBackHere(project, route, Decide, by, isSlow ? WaitReason.Slow : WaitReason.Away);
            return isSlow && here is RouteResult.Done ? await RecordAsync(here, decisionId, project, route, ct) : here;
        }
    }

    /// <summary>Waits until a rollback that is in force is on record, but not for ever.</summary>
    private async Task<RouteResult> RecordAsync(
        RouteResult here, Guid decisionId, ProjectId project, string route, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(_recording, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await _keeper.ReloadAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || DatabaseAway.Is(e))
        {
            // The keeper goes on trying.
        }

        if (_book.Pending.Exists(pending => pending.Fact.DecisionId == decisionId))
        {
            return here;
        }

        var current = _book.Current.Route(project, route);
        return current.Revisions.FirstOrDefault(revision => revision.DecisionId == decisionId) is { } recorded
            ? new RouteResult.Done(current, recorded)
            : new RouteResult.Refused(RouteDecisions.Superseded(current));
    }

    /// <summary>Says afterwards why a revision was made; the latest word counts.</summary>
    /// <inheritdoc cref="DeployAsync"/>
    public async Task<RouteResult> ExplainAsync(
        ProjectId project, string route, int revision, ExplainRevision command, EventContext by, CancellationToken ct)
    {
        var result = await DecideOrSayAwayAsync(
            project,
            route,
            (state, _) => RouteDecisions.Explain(state, revision, command),
            by with { Reason = command.Reason },
            ct);
        return result is RouteResult.Done done ? done with { Revision = done.Route.Find(revision)! } : result;
    }

    private async Task<RouteResult> DecideOrSayAwayAsync(
        ProjectId project,
        string route,
        Func<RouteState, DeploymentBook, RouteDecision> decide,
        EventContext by,
        CancellationToken ct)
    {
        try
        {
            return await DecideAsync(project, route, decide, by, ct);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return new RouteResult.Refused(DeploymentProblem.Away);
        }
    }

    private async Task<RouteResult> DecideAsync(
        ProjectId project,
        string route,
        Func<RouteState, DeploymentBook, RouteDecision> decide,
        EventContext by,
        CancellationToken ct)
    {
        if (!_book.Pending.IsEmpty)
        {
            await _keeper.ReloadAsync(ct);
        }

        // What is read before the turn is what the caller decided on: whoever had the turn in between was first.
        var (state, version) = await RouteStreams.ReadAsync(_store, project, route, ct);
        await using var turn = await _turn.TakeAsync(ct);
        var decision = decide(state, _book.Current);
        if (decision is not RouteDecision.Accepted { Fact: var fact })
        {
            return new RouteResult.Refused(((RouteDecision.Refused)decision).Problem);
        }

        var stamp = new Stamp(_time.GetUtcNow(), by.Actor, by.Reason);
        var result = await _store.AppendAsync(
            RouteStreams.Id(project, route), RouteStreams.Type, version, [fact], by, ct);
        if (result is AppendResult.Conflict)
        {
            var (actual, _) = await RouteStreams.ReadAsync(_store, project, route, ct);
            return new RouteResult.Refused(RouteDecisions.Superseded(actual));
        }

        var after = state.Apply(fact, stamp);
        _book.Advance(after);
        await _keeper.TryReloadAsync(CancellationToken.None);
        return Done(project, route, after.Current!);
    }

    private RouteResult RollBackHere(
        ProjectId project,
        string route,
        Func<RouteState, DeploymentBook, RouteDecision> decide,
        EventContext by,
        WaitReason why)
    {
        var (decision, after) = _book.RollBack(
            project, route, decide, fact => new PendingRollback(fact, by) { Why = why });
        if (decision is RouteDecision.Refused refused)
        {
            // What is not known here may be known to the database.
            return new RouteResult.Refused(
                refused.Problem.Kind == ProblemKind.NoSuchRoute ? DeploymentProblem.Away : refused.Problem);
        }

        _pending.TryWrite(() => [.. _book.Pending]);
        return new RouteResult.Done(after, after.Current!);
    }

    private RouteResult.Done Done(ProjectId project, string route, RouteRevision made)
    {
        var current = _book.Current.Route(project, route);
        return new RouteResult.Done(current, current.Find(made.Number) ?? made);
    }
}

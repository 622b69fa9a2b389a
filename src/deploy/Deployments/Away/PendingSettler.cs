using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.Extensions.Logging;

namespace Dashboard.Deployments.Away;

/// <summary>
/// Puts rollbacks on record that were decided while the database was away, in their order. One before which another
/// decision on the route came is dropped, on record too, and the route follows the store.
/// </summary>
internal sealed partial class PendingSettler(
    ServingBook book, KeptFile<PendingRollback[]> file, EventStore.EventStore store, ILogger<PendingSettler> logger)
{
    /// <summary>Settles what waits. The caller sees to it that this runs once at a time.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        var dropped = new HashSet<(ProjectId, string)>();
        foreach (var pending in book.Pending)
        {
            // What was decided on top of a dropped rollback falls with it.
            if (!await SettleAsync(pending, mayAppend: !dropped.Contains(pending.Key), ct))
            {
                dropped.Add(pending.Key);
            }

            file.TryWrite(() => [.. book.Pending]);
        }
    }

    private async Task<bool> SettleAsync(PendingRollback pending, bool mayAppend, CancellationToken ct)
    {
        var fact = pending.Fact;
        while (true)
        {
            var (state, version) = await RouteStreams.ReadAsync(store, pending.Key.Project, fact.Route, ct);
            if (state.Knows(fact.DecisionId))
            {
                // Written before, but the answer was lost on the way.
                book.Advance(state, pending);
                return !state.Dropped.Contains(fact.DecisionId);
            }

            var follows = mayAppend && state.Current?.Number == fact.From;
            object next = follows ? fact : new RollbackDropped(
                fact.ProjectId,
                fact.Route,
                fact.From,
                fact.Restores,
                state.Current?.Number ?? 0,
                fact.DecisionId,
                fact.DecidedAt);
            var result = await store.AppendAsync(
                RouteStreams.Id(pending.Key.Project, fact.Route),
                RouteStreams.Type,
                version,
                [next],
                pending.Context,
                ct);
            if (result is AppendResult.Conflict)
            {
                continue;
            }

            var by = new Stamp(fact.DecidedAt, pending.Context.Actor, pending.Context.Reason);
            book.Advance(state.Apply(next, by), pending);
            if (!follows)
            {
                var first = state.Current is { } other
                    ? RevisionWords.WhoDidWhat(state, other)
                    : "the route is not on record";
                LogDropped(fact.Route, fact.DecidedAt, fact.Restores, first);
            }

            return follows;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The rollback of '{Route}' of {DecidedAt} to revision {Restores}, decided while the database was "
            + "away, is dropped, because another decision came first: {Other}")]
    private partial void LogDropped(string route, DateTimeOffset decidedAt, int restores, string other);
}

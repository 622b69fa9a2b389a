using Dashboard.Deployments.Routes;

namespace Dashboard.Deployments.Pages;

/// <summary>Which revisions were rolled away from, and not brought back by an undo.</summary>
internal static class RolledAway
{
    public static IReadOnlySet<int> Of(RouteState route)
    {
        var rollbacks = route.Revisions.Where(revision => revision.Restores is not null).ToList();
        var undone = rollbacks
            .Where(rollback => UndoOffer.IsUndo(route, rollback))
            .Select(undo => undo.From!.Value)
            .ToHashSet();
        var left = rollbacks
            .Where(rollback => !UndoOffer.IsUndo(route, rollback) && !undone.Contains(rollback.Number))
            .SelectMany(rollback => Enumerable.Range(1, rollback.From!.Value).Where(number => number > rollback.Restores));
        return left.Concat(undone).ToHashSet();
    }
}

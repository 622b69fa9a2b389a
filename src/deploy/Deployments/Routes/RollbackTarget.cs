using Dashboard.Events;

namespace Dashboard.Deployments.Routes;

/// <summary>
/// Where a rollback without a given revision leads: to the newest earlier revision with other versions of the same model
/// that was not itself rolled away from. A rollback stands in the history where its content was first in force, so the next one
/// walks on from there and never bounces back to what was just left.
/// </summary>
internal static class RollbackTarget
{
    /// <summary>The revision that a rollback would put in force; null: there is none.</summary>
    /// <param name="state">The route.</param>
    /// <param name="canServe">Whether everything that a content serves may still serve.</param>
    public static RouteRevision? Find(RouteState state, Func<RouteContent, bool> canServe)
    {
        if (state.Current is not { } current)
        {
            return null;
        }

        for (var number = current.Origin - 1; number >= 1; number--)
        {
            var revision = state.Revisions[number - 1];
            if (IsElsewhere(revision, current) && !WasRolledAwayFrom(state, revision) && canServe(revision.Content))
            {
                return revision;
            }
        }

        return null;
    }

    // Steps of the same rollout differ in weights alone, except where traffic was switched over as a whole
    // (blue-green).
    private static bool IsElsewhere(RouteRevision revision, RouteRevision current) =>
        revision.Content.Model == current.Content.Model
        && !revision.ServesTheSameAs(current)
        && (revision.Content.Salt != current.Content.Salt || !revision.SharesAVersionWith(current));

    // What came right after these versions served for the last time says how they were left.
    private static bool WasRolledAwayFrom(RouteState state, RouteRevision revision)
    {
        var last = state.Revisions.FindLast(other => other.ServesTheSameAs(revision))!;
        return state.Find(last.Number + 1) is { Kind: RevisionKind.RolledBack } next
            && next.Restores < last.Origin;
    }
}

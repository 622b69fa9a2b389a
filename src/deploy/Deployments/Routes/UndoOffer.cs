namespace Dashboard.Deployments.Routes;

/// <summary>A rollback that may still be taken back with one key.</summary>
/// <param name="Route">The route.</param>
/// <param name="Rollback">The rollback, which is in force.</param>
/// <param name="To">The revision that it left.</param>
/// <param name="Until">When the offer ends; the history stays open to everybody after that.</param>
public sealed record UndoOffer(RouteState Route, RouteRevision Rollback, RouteRevision To, DateTimeOffset Until)
{
    /// <summary>How long a rollback can be undone at a key's press.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The command that takes it back.</summary>
    public RollBack Command => new("undone", To.Number, Rollback.Number);

    /// <summary>The version that serves now.</summary>
    public string Serves => Route.LeaderOf(Rollback);

    /// <summary>The version that would serve again.</summary>
    public string Returns => Route.LeaderOf(To);

    /// <summary>Null where the route's newest decision is no rollback, is an undo itself, or is too old.</summary>
    public static UndoOffer? Of(RouteState route, DateTimeOffset now) =>
        route.Current is { Kind: RevisionKind.RolledBack, From: { } from } rollback
        && !IsUndo(route, rollback)
        && now - rollback.By.At < Lasts
        && route.Find(from) is { } left
            ? new UndoOffer(route, rollback, left, rollback.By.At + Lasts)
            : null;

    /// <summary>Whether a rollback goes forward in the history: it takes back another one.</summary>
    public static bool IsUndo(RouteState route, RouteRevision rollback) =>
        rollback is { From: { } from, Restores: { } restores }
        && route.Find(from) is { Kind: RevisionKind.RolledBack } left
        && restores > left.Origin;
}

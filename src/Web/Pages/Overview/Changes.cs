using System.Globalization;
using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Repricing;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>What changed in a window, the oldest first.</summary>
internal static class Changes
{
    private const string Thin = "\u202F";

    /// <summary>The revisions of one route, or of all where <paramref name="strip"/> is null.</summary>
    public static IReadOnlyList<Change> Of(LiveWindow window, RouteStrip? strip, DecidedRoutes decided)
    {
        var standings = strip is null
            ? decided.Names.Select(decided.Standing).OfType<RouteStanding>()
            : new[] { strip.Standing }.OfType<RouteStanding>();
        List<Change> changes =
        [
            .. standings.SelectMany(standing => standing.State.Revisions
                .Where(revision => revision.By.At >= window.From)
                .Select(revision => Of(standing, revision, strip))),
        ];
        changes.AddRange(decided.Prices.Where(price => price.At >= window.From).Select(Of));
        if (strip is { Standing: null, Serving.HasFormer: true })
        {
            changes.Add(Seen(strip));
        }

        return [.. changes.OrderBy(change => change.At)];
    }

    /// <summary>The page on which a revision is on record.</summary>
    public static string Href(RouteState route, RouteRevision revision) => string.Create(
        CultureInfo.InvariantCulture,
        $"/models?route={Uri.EscapeDataString(route.Route)}&revision={revision.Number}");

    private static Change Of(RouteStanding standing, RouteRevision revision, RouteStrip? strip)
    {
        var tookOver = revision.Number == standing.Serving.FirstRevision ? strip?.Comparison : null;
        var effects = tookOver is null ? [] : Effects(tookOver);
        return new Change
        {
            At = revision.By.At,
            Kind = revision.Kind is RevisionKind.RolledBack or RevisionKind.Aborted
                ? ChangeKind.Rollback : ChangeKind.Deploy,
            Title = strip is null
                ? $"{standing.State.Route}: {Title(standing.State, revision)}"
                : Title(standing.State, revision),
            Effects = effects,
            NoEffect = tookOver is null || effects.Count > 0 ? null
                : tookOver.MeanTime.Verdict?.Kind == VerdictKind.TooFew ? "Too few calls since to tell what moved"
                : "Nothing clearly moved",
            Actor = revision.By.Actor,
            By = By(revision),
            Href = Href(standing.State, revision),
        };
    }

    private static Change Of(PriceMarker price)
    {
        var models = string.Join(", ", price.Changes.Take(2).Select(change => change.Model));
        var more = price.Changes.Count > 2 ? $" and {price.Changes.Count - 2} more" : "";
        var first = price.Changes[0];
        var how = first.Before is null ? "priced for the first time" : first.After is null ? "no price any more" : "";
        var actor = first.After?.Actor;
        return new Change
        {
            At = price.At,
            Kind = ChangeKind.Price,
            Title = $"Price of {models}{more}",
            Actor = actor,
            By = string.Join(", ", new[] { actor is null ? "built-in prices" : "", how }.Where(word => word.Length > 0)),
            Href = "/cost/prices?q=" + Uri.EscapeDataString(first.Model),
        };
    }

    private static Change Seen(RouteStrip strip) => new()
    {
        At = strip.Serving.Since,
        Kind = ChangeKind.Deploy,
        Title = $"{strip.Serving.Version ?? "no version"} took over",
        Effects = strip.Comparison is null ? [] : Effects(strip.Comparison),
        By = "Seen in the calls",
    };

    private static string Title(RouteState route, RouteRevision revision)
    {
        var leader = route.LeaderOf(revision);
        return revision.Kind switch
        {
            RevisionKind.RolledBack when UndoOffer.IsUndo(route, revision) => $"Rollback undone, {leader} serves",
            RevisionKind.RolledBack => $"Rolled back to {leader}",
            RevisionKind.Aborted => $"Canary stopped, {leader} stays",
            _ => Rollout.Of(revision) is { } rollout
                ? $"{route.NameOf(revision.Content.Model, rollout.Candidate.Version)} serves {rollout.Candidate.Weight}{Thin}%"
                : $"{leader} serves {revision.Content.Split.Max(side => side.Weight)}{Thin}%",
        };
    }

    private static string By(RouteRevision revision)
    {
        var other = revision.By.Actor is null ? "another program, " : "";
        var why = string.IsNullOrWhiteSpace(revision.Reason) ? "" : ": " + revision.Reason;
        return string.Create(CultureInfo.InvariantCulture, $"{other}r{revision.Number}{why}");
    }

    private static List<(string Name, string Amount, Tone Tone)> Effects(Comparison comparison) =>
    [
        .. comparison.Rows
            .Where(row => row.Verdict?.Kind is VerdictKind.Worse or VerdictKind.Better)
            .Select(row => (
                row.Name.ToLower(CultureInfo.InvariantCulture) + (row.NameTail == ", p95" ? " p95" : ""),
                row.Change,
                row.Verdict!.Kind == VerdictKind.Worse ? Tone.Bad : Tone.Good)),
    ];
}

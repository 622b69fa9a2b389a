using Dashboard.Deployments.Routes;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Who serves a route. Where that was decided here, the revision in force says it. Elsewhere it is judged by the calls:
/// in each step the version with most calls leads; the version that leads the newest steps serves; it took over after
/// the last step that another one led; the former version led that step.
/// </summary>
public sealed record Serving
{
    // Steps that decide who serves now and how calls are split: the newest ones with calls.
    private const int RecentSteps = 3;

    public required string? Version { get; init; }

    /// <summary>Null in both senses when no other version served in the window; see <see cref="HasFormer"/>.</summary>
    public string? Former { get; init; }

    public bool HasFormer { get; init; }

    /// <summary>What the version is called: with its model where a route has served several.</summary>
    public string? Name { get => field ?? Version; init; }

    /// <summary>What the former version is called.</summary>
    public string? FormerName { get => field ?? Former; init; }

    /// <summary>
    /// When it took over: as decided, or the start of the first step that it leads without a break until now.
    /// </summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The start of the step in which it took over: from there on its calls count.</summary>
    public required DateTimeOffset SinceStep { get; init; }

    /// <summary>Whether a revision says all this, and not the calls.</summary>
    public bool IsDecided { get; init; }

    /// <summary>The first step in the window with a call of the serving version.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The shares of the newest steps, the serving version first.</summary>
    public required IReadOnlyList<SplitPart> Split { get; init; }

    /// <summary>Null when the route has no calls.</summary>
    public static Serving? Of(IReadOnlyList<LiveBucket> buckets)
    {
        var steps = buckets.Where(bucket => bucket.Cells.Any(cell => cell.Value.Calls > 0)).ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var recent = Shares(steps.TakeLast(RecentSteps));
        var serving = Leader(recent);
        var lastOther = steps.FindLastIndex(step => Leader(Shares([step])) != serving);
        var first = steps.FindIndex(step =>
            step.Cells.Any(cell => cell.Key.Version == serving && cell.Value.Calls > 0));
        var since = Math.Min(lastOther + 1, steps.Count - 1);
        return new Serving
        {
            Version = serving,
            HasFormer = lastOther >= 0,
            Former = lastOther >= 0 ? Leader(Shares([steps[lastOther]])) : null,
            Since = steps[since].Start,
            SinceStep = steps[since].Start,
            FirstSeen = steps[first].Start,
            Split = Parts(recent, serving, lastOther >= 0 ? Leader(Shares([steps[lastOther]])) : null),
        };
    }

    /// <summary>Who serves by decision; the calls only say whether there is anybody to compare with.</summary>
    public static Serving Of(RouteStanding standing, LiveWindow window)
    {
        var (serving, former) = (standing.Serving, standing.Former);
        var since = serving.From;
        var hasFormer = former is not null && since > window.From && window.Buckets(standing.State.Route)
            .Any(bucket => bucket.Start < since && bucket.Cells.Any(cell => cell.Key.Version == former.Version));
        return new Serving
        {
            Version = serving.Version,
            Name = standing.State.NameOf(serving.Model, serving.Version),
            Former = former?.Version,
            FormerName = former is null ? null : standing.State.NameOf(former.Model, former.Version),
            HasFormer = hasFormer,
            Since = since,
            SinceStep = since - new TimeSpan(since.UtcTicks % window.StepLength.Ticks),
            FirstSeen = since,
            IsDecided = true,
            Split = Parts(standing),
        };
    }

    /// <summary>The serving ribbon of a route by decision, from one time to another.</summary>
    public static IReadOnlyList<RibbonSegment> Ribbon(RouteStanding standing, DateTimeOffset from, DateTimeOffset to) =>
    [
        .. standing.Periods
            .Where(period => (period.To ?? to) > from && period.From < to)
            .Select(period => new RibbonSegment(
                period.From > from ? period.From : from,
                period.To ?? to,
                standing.State.NameOf(period.Model, period.Version),
                (period.Model, period.Version) == (standing.Serving.Model, standing.Serving.Version)
                    ? VersionRole.Serving
                    : VersionRole.Former)),
    ];

    /// <summary>
    /// The serving ribbon: runs of steps with the same leader. A run ends where the next begins, the last at the end.
    /// </summary>
    public static IReadOnlyList<RibbonSegment> Ribbon(
        IReadOnlyList<LiveBucket> buckets, string? serving, DateTimeOffset end)
    {
        var segments = new List<RibbonSegment>();
        foreach (var bucket in buckets.Where(bucket => bucket.Cells.Any(cell => cell.Value.Calls > 0)))
        {
            var leader = Leader(Shares([bucket]));
            if (segments.Count > 0 && segments[^1].Version == leader)
            {
                continue;
            }

            if (segments.Count > 0)
            {
                segments[^1] = segments[^1] with { To = bucket.Start };
            }

            var role = leader == serving ? VersionRole.Serving : VersionRole.Former;
            segments.Add(new RibbonSegment(bucket.Start, end, leader, role));
        }

        return segments;
    }

    // Most calls first. Equal shares: the greater name, so that the answer does not flicker.
    private static List<(string? Version, long Calls)> Shares(IEnumerable<LiveBucket> steps) =>
    [
        .. steps
            .SelectMany(step => step.Cells)
            .GroupBy(cell => cell.Key.Version, cell => cell.Value.Calls)
            .Select(version => (Version: version.Key, Calls: version.Sum()))
            .OrderByDescending(version => version.Calls)
            .ThenByDescending(version => version.Version, StringComparer.Ordinal),
    ];

    private static string? Leader(List<(string? Version, long Calls)> shares) => shares[0].Version;

    private static List<SplitPart> Parts(List<(string? Version, long Calls)> shares, string? serving, string? former)
    {
        var total = (double)shares.Sum(version => version.Calls);
        return
        [
            .. shares
                .Where(version => version.Calls > 0)
                .OrderByDescending(version => version.Version == serving)
                .Select(version => new SplitPart(
                    version.Version, version.Calls / total, RoleOf(version.Version, serving, former))),
        ];
    }

    private static List<SplitPart> Parts(RouteStanding standing)
    {
        var serving = standing.Serving.Version;
        var candidate = standing.Rollout?.Candidate.Version;
        return
        [
            .. standing.Current.Content.Split
                .Where(side => side.Weight > 0)
                .OrderByDescending(side => side.Version == serving)
                .ThenByDescending(side => side.Weight)
                .Select(side => new SplitPart(
                    standing.State.NameOf(standing.Current.Content.Model, side.Version),
                    side.Weight / 100.0,
                    side.Version == serving ? VersionRole.Serving
                        : side.Version == candidate ? VersionRole.Canary
                        : VersionRole.Former)),
        ];
    }

    private static VersionRole RoleOf(string? version, string? serving, string? former) =>
        version == serving ? VersionRole.Serving : version == former ? VersionRole.Former : VersionRole.Canary;
}

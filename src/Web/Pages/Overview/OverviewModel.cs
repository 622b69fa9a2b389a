using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// Everything that the overview shows, made from numbers by pure functions: no clock, no database, no markup.
/// </summary>
public sealed record OverviewModel
{
    /// <summary>
    /// The route that tiles and chart are about: the one asked for, else the only one; null for all together.
    /// </summary>
    public required string? Focus { get; init; }

    /// <summary>The focused or degraded routes first open, then the others.</summary>
    public required IReadOnlyList<RouteStrip> Strips { get; init; }

    public required IReadOnlyList<TileContent> Tiles { get; init; }

    public required IReadOnlyList<RibbonSegment> Ribbon { get; init; }

    public required IReadOnlyDictionary<string, string> Latest { get; init; }

    /// <summary>What changed in the window, the oldest first.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>Whether anybody voted or judged in the window, so that there is something to draw.</summary>
    public bool HasQuality { get; init; }

    /// <summary>What the chart shows, in a sentence.</summary>
    public required string Finding { get; init; }

    /// <summary>The models shown that lack a price; null where none does.</summary>
    public UnpricedNotice? UnpricedNotice { get; init; }

    public RouteStrip? FocusStrip => Strips.FirstOrDefault(strip => strip.Route == Focus);

    /// <summary>Which route is in focus when the address asks for <paramref name="asked"/>.</summary>
    public static string? FocusOf(LiveWindow window, string? asked)
    {
        var routes = window.Routes();
        return asked ?? (routes.Count == 1 ? routes[0] : null);
    }

    /// <summary>The rows of the serving strip: every route that has calls or was decided about.</summary>
    public static IReadOnlyList<RouteStrip> StripsOf(
        LiveWindow window, string? focus, OverviewTotals? totals, DecidedRoutes decided) =>
    [
        .. window.Routes()
            .Union(decided.Names)
            .Select(route => RouteStrip.Of(
                window,
                route,
                route == focus ? totals?.Sides : null,
                decided.Standing(route),
                route == focus ? totals?.Day : null))
            .OfType<RouteStrip>()
            .OrderByDescending(strip => strip.Route == focus)
            .ThenBy(strip => strip.Health.Tone switch { Tone.Good => 1, Tone.Neutral => 2, _ => 0 }),
    ];

    public static OverviewModel Of(
        LiveWindow window, string? asked, OverviewTotals? totals, string? callsHref, DecidedRoutes? decided = null)
    {
        var focus = FocusOf(window, asked);
        var strips = StripsOf(window, focus, totals, decided ?? DecidedRoutes.None);
        var strip = strips.FirstOrDefault(strip => strip.Route == focus);
        var tiles = new OverviewTiles(window, strip, totals, callsHref).Build();
        return new OverviewModel
        {
            Focus = focus,
            Strips = strips,
            Tiles = tiles,
            Changes = Overview.Changes.Of(window, strip, decided ?? DecidedRoutes.None),
            Ribbon = strip is null ? [] : RibbonOf(window, strip),
            Latest = OverviewChart.Latest(window, focus),
            Finding = FindingOf(window, strip, tiles),
            HasQuality = !QualityLines.Of(window.Buckets(focus)).IsEmpty,
            UnpricedNotice = UnpricedNotice.Of(window, focus, callsHref),
        };
    }

    private static IReadOnlyList<RibbonSegment> RibbonOf(LiveWindow window, RouteStrip strip) =>
        strip.Standing is { } standing
            ? Serving.Ribbon(standing, window.From, window.To)
            : Serving.Ribbon(window.Buckets(strip.Route), strip.Serving.Version, window.To);

    private static string FindingOf(LiveWindow window, RouteStrip? strip, IReadOnlyList<TileContent> tiles)
    {
        var what = strip is null ? "all routes" : $"route {strip.Route}";
        var says = strip is null ? "" : " " + strip.Health.Text;
        return $"Cost, response time and errors of {what} over the last {window.Range.Words}.{says} "
            + $"Mean response time {tiles[2].Value}, {tiles[2].Foot}; errors {tiles[4].Value}"
            + (tiles[6].Unit is null ? "." : $"; thumbs-down {tiles[6].Value}, {tiles[6].Change ?? tiles[6].Foot}.");
    }
}

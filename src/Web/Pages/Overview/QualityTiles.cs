using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>The tiles of what people and judges said: a rate with its margin, n and coverage, or why there is none.</summary>
internal static class QualityTiles
{
    public static TileContent ThumbsDown(ScoreCounts scores, long calls, string? callsHref) => Rate(
        "Thumbs-down",
        scores.Down,
        scores.Votes,
        $"{CountFormat.Whole(scores.Rated)} of {CountFormat.Of(calls, "call", "calls")} rated",
        "votes") with
    {
        Href = OverviewLinks.With(callsHref, "feedback", "down"),
    };

    public static TileContent Hallucination(ScoreCounts scores, string? callsHref) => Rate(
        "Hallucination",
        scores.Flagged,
        scores.Evaluated,
        $"n = {Judged(scores)}, uncalibrated",
        "judged answers",
        Apart(scores)) with
    {
        Href = OverviewLinks.With(callsHref, "hallucination", "flagged"),
    };

    private static long WithoutVerdict(ScoreCounts scores) => scores.Abstained + scores.Unparsable;

    // What fits under a tile: how many of those asked gave a verdict. Why the others gave none is said with the value.
    private static string Judged(ScoreCounts scores) => WithoutVerdict(scores) == 0
        ? CountFormat.Whole(scores.Evaluated)
        : $"{CountFormat.Whole(scores.Evaluated)} of {CountFormat.Whole(scores.Evaluated + WithoutVerdict(scores))}";

    private static string Apart(ScoreCounts scores) => WithoutVerdict(scores) == 0
        ? ""
        : $"; {CountFormat.Whole(scores.Abstained)} abstained, {CountFormat.Whole(scores.Unparsable)} unparsable";

    private static TileContent Rate(string label, long hits, long n, string foot, string of, string apart = "") => n switch
    {
        0 => new TileContent
        {
            Label = label,
            Value = "–",
            Title = $"no {of} yet{apart}",
            Change = $"no {of} yet",
            Foot = foot,
        },
        < RateFormat.Enough => new TileContent
        {
            Label = label,
            Value = $"n = {CountFormat.Whole(n)}",
            Title = $"{CountFormat.Whole(hits)} of {CountFormat.Whole(n)} {of}{apart}",
            Change = $"a rate from n = {RateFormat.Enough}",
            Foot = foot,
        },
        _ => new TileContent
        {
            Label = label,
            Value = RateFormat.Percent((double)hits / n),
            Unit = RateFormat.Margin(hits, n),
            Title = $"{CountFormat.Exact(hits)} of {CountFormat.Exact(n)} {of}, with half of the 95 % Wilson interval{apart}",
            Foot = foot,
        },
    };
}

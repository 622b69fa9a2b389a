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
        string.Join(" · ", Apart(scores)),
        "judged answers") with
    {
        Href = OverviewLinks.With(callsHref, "hallucination", "flagged"),
    };

    private static IEnumerable<string> Apart(ScoreCounts scores)
    {
        yield return $"n = {CountFormat.Whole(scores.Evaluated)}, uncalibrated";
        if (scores.Abstained > 0)
        {
            yield return $"{CountFormat.Whole(scores.Abstained)} abstained";
        }

        if (scores.Unparsable > 0)
        {
            yield return $"{CountFormat.Whole(scores.Unparsable)} unparsable";
        }
    }

    private static TileContent Rate(string label, long hits, long n, string foot, string of) => n switch
    {
        0 => new TileContent
        {
            Label = label,
            Value = "–",
            Title = $"no {of} yet",
            Change = $"no {of} yet",
            Foot = foot,
        },
        < RateFormat.Enough => new TileContent
        {
            Label = label,
            Value = $"n = {CountFormat.Whole(n)}",
            Title = $"{CountFormat.Whole(hits)} of {CountFormat.Whole(n)} {of}",
            Change = $"a rate from n = {RateFormat.Enough}",
            Foot = foot,
        },
        _ => new TileContent
        {
            Label = label,
            Value = RateFormat.Percent((double)hits / n),
            Unit = RateFormat.Margin(hits, n),
            Title = $"{CountFormat.Exact(hits)} of {CountFormat.Exact(n)} {of}, with half of the 95 % Wilson interval",
            Foot = foot,
        },
    };
}

using Dashboard.Statistics;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>Rates of what people and judges said, the serving version against the former one.</summary>
internal static class QualityRows
{
    // One point of either: the smallest change that matters.
    private const double RateMatters = 0.01;

    /// <summary>Null where nobody voted on either side.</summary>
    public static ComparisonRow? ThumbsDown(ScoreCounts former, ScoreCounts serving) => Row(
        "Thumbs-down", ", of votes", "votes", (former.Down, former.Votes), (serving.Down, serving.Votes));

    /// <summary>Null where nothing was evaluated on either side.</summary>
    public static ComparisonRow? Hallucination(ScoreCounts former, ScoreCounts serving) => Row(
        "Hallucination", ", of judged", "judged answers",
        (former.Flagged, former.Evaluated), (serving.Flagged, serving.Evaluated));

    private static ComparisonRow? Row(
        string name, string tail, string of, (long Hits, long N) former, (long Hits, long N) serving)
    {
        if (former.N + serving.N == 0)
        {
            return null;
        }

        var enough = former.N >= RateFormat.Enough && serving.N >= RateFormat.Enough;
        double? change = enough ? ((double)serving.Hits / serving.N) - ((double)former.Hits / former.N) : null;
        (double, double)? interval = enough
            ? Wilson.Difference(former.Hits, former.N, serving.Hits, serving.N)
            : null;
        return new ComparisonRow
        {
            Name = name,
            NameTail = tail,
            Former = RateFormat.Of(former.Hits, former.N),
            Serving = RateFormat.Of(serving.Hits, serving.N),
            ChangeValue = change,
            Change = RateFormat.PointChange(change),
            Interval = interval,
            Verdict = Verdict.Of(interval, RateMatters, "Worse", "Better"),
            Reason = $"{CountFormat.Whole(former.Hits)} of {CountFormat.Whole(former.N)} {of} before, "
                + $"{CountFormat.Whole(serving.Hits)} of {CountFormat.Whole(serving.N)} since",
        };
    }
}

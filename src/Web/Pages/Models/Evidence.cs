using Dashboard.Deployments.Pages;
using Dashboard.Statistics;
using Dashboard.Ui.Numbers;
using Dashboard.Web.Pages.Overview;

namespace Dashboard.Web.Pages.Models;

/// <summary>What speaks for a rollback: the version that serves beside the target when it last served.</summary>
internal static class Evidence
{
    // A change of an amount that anybody would act on.
    private const double Matters = 1.05;

    /// <summary>No rows where neither has calls.</summary>
    public static IReadOnlyList<EvidenceRow> Of(LastGood? now, LastGood? good)
    {
        if (now?.Point is null && good?.Point is null)
        {
            return [];
        }

        var (serving, target) = (now?.Point, good?.Point);
        return
        [
            Row("Response, mean", one => one.ResponseTime, More(serving?.Latency?.MeanMs, target?.Latency?.MeanMs)),
            Row("p95", one => one.ResponseTimeP95, More(serving?.Latency?.P95Ms, target?.Latency?.P95Ms)),
            Row("Thumbs-down", one => one.ThumbsDownRate, MoreOften(
                (serving?.Scores.Down, serving?.Scores.Votes), (target?.Scores.Down, target?.Scores.Votes))),
            Row("Hallucination", one => one.HallucinationRate, MoreOften(
                (serving?.Scores.Flagged, serving?.Scores.Evaluated), (target?.Scores.Flagged, target?.Scores.Evaluated))),
            Row("Errors", one => one.Errors, MoreOften(
                (serving?.Errors, serving?.Calls), (target?.Errors, target?.Calls))),
            // A part of a day beside whole ones would compare different hours.
            now?.Days > 0 && good?.Days > 0
                ? Row("Cost a day", one => one.CostOver, false)
                : Row("Cost, 1,000 calls", one => one.CostAThousand, false),
        ];

        EvidenceRow Row(string name, Func<LastGood, string> text, bool isWorse) =>
            new(name, now is null ? "–" : text(now), good is null ? "–" : text(good), isWorse);
    }

    private static bool More(double? now, double? before) => now > before * Matters;

    private static bool MoreOften((long? Hits, long? N) now, (long? Hits, long? N) before) =>
        now is ({ } hits, >= RateFormat.Enough) && before is ({ } former, >= RateFormat.Enough)
        && Wilson.Difference(former, before.N.Value, hits, now.N.Value).Low > 0;
}

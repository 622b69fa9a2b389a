using Dashboard.Statistics;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Api;

/// <summary>Judgements of the answers of a bucket.</summary>
/// <param name="Evaluated">Answers with an outcome, which the rate is of.</param>
/// <param name="Flagged">Answers that hallucinate.</param>
/// <param name="Abstained">Answers about which the judge would not say.</param>
/// <param name="Unparsable">Answers whose judgement could not be read.</param>
/// <param name="Rate">Flagged / evaluated, 0 to 1; null where nothing was evaluated.</param>
/// <param name="Ci95">Wilson's 95 % interval of the rate.</param>
/// <param name="Calibrated">Null: it needs human labels on randomly sampled answers.</param>
internal sealed record HallucinationRates(
    long Evaluated, long Flagged, long Abstained, long Unparsable, double? Rate, IReadOnlyList<double>? Ci95,
    CalibratedRate? Calibrated)
{
    /// <summary>Null where nothing was judged.</summary>
    public static HallucinationRates? Of(ScoreCounts scores)
    {
        if (!scores.HasJudgements)
        {
            return null;
        }

        double? rate = scores.Evaluated > 0 ? (double)scores.Flagged / scores.Evaluated : null;
        var (low, high) = Wilson.Interval(scores.Flagged, scores.Evaluated);
        return new HallucinationRates(
            scores.Evaluated, scores.Flagged, scores.Abstained, scores.Unparsable, rate, rate is null ? null : [low, high],
            Calibrated: null);
    }
}

using Dashboard.Statistics;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Api;

/// <summary>Votes on the calls of a bucket.</summary>
/// <param name="Up">Thumbs up.</param>
/// <param name="Down">Thumbs down.</param>
/// <param name="N">Both together, which the rate is of.</param>
/// <param name="DownRate">Down / (up + down), 0 to 1.</param>
/// <param name="Ci95">Wilson's 95 % interval of the rate.</param>
/// <param name="Coverage">Rated calls / calls.</param>
internal sealed record FeedbackRates(
    long Up, long Down, long N, double DownRate, IReadOnlyList<double> Ci95, double? Coverage)
{
    /// <summary>Null where nobody voted.</summary>
    public static FeedbackRates? Of(ScoreCounts scores, long calls)
    {
        if (scores.Votes <= 0)
        {
            return null;
        }

        var (low, high) = Wilson.Interval(scores.Down, scores.Votes);
        return new FeedbackRates(
            scores.Up, scores.Down, scores.Votes, (double)scores.Down / scores.Votes, [low, high],
            calls > 0 ? (double)scores.Rated / calls : null);
    }
}

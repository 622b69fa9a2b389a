using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// The part of a metrics point that adds up exactly over buckets and series: counts, money, and totals of durations.
/// </summary>
public sealed record CallSums
{
    public long Calls { get; private init; }

    public long Errors { get; private init; }

    public long ClientAborts { get; private init; }

    public long Unpriced { get; private init; }

    /// <summary>
    /// The cost of the priced calls; null when calls have no price and none has one: failed calls that cost nothing
    /// do not make the others free.
    /// </summary>
    public Nanodollars? Cost { get; private init; } = Nanodollars.Zero;

    public long Timed { get; private init; }

    /// <summary>Milliseconds of all timed calls together.</summary>
    public double TotalMs { get; private init; }

    public ScoreCounts Scores { get; private init; }

    public double? MeanMs => Timed > 0 ? TotalMs / Timed : null;

    /// <summary>Calls whose cost is known: the divisor of a cost per call.</summary>
    public long Priced => Calls - Unpriced;

    /// <summary><c>5 of 6 unpriced</c>; null where every call that needs a price has one.</summary>
    public string? Missing => MissingOf(Unpriced, Calls);

    /// <summary>
    /// <c>$0.652 per 1,000 calls</c>, and how many are missing from it: <c>–, 5 of 6 unpriced</c>.
    /// </summary>
    public string PerThousand => MoneyFormat.PerThousandCalls(Cost, Priced) + (Missing is { } missing ? ", " + missing : "");

    /// <summary><see cref="Missing"/> of any calls.</summary>
    public static string? MissingOf(long unpriced, long calls) => unpriced == 0
        ? null
        : $"{CountFormat.Whole(unpriced)} of {CountFormat.Whole(calls)} unpriced";

    public static CallSums Of(IEnumerable<MetricsPoint> points)
    {
        var (cost, scores) = (Nanodollars.Zero, default(ScoreCounts));
        var (calls, errors, aborts, unpriced, priced, timed, totalMs) = (0L, 0L, 0L, 0L, 0L, 0L, 0.0);
        foreach (var point in points)
        {
            cost += point.Cost ?? Nanodollars.Zero;
            scores += point.Scores;
            calls += point.Calls;
            errors += point.Errors;
            aborts += point.ClientAborts;
            unpriced += point.UnpricedCalls;
            priced += point.PricedCalls;
            timed += point.Latency?.Count ?? 0;
            totalMs += point.Latency is { } latency ? latency.MeanMs * latency.Count : 0;
        }

        return new CallSums
        {
            Calls = calls,
            Errors = errors,
            ClientAborts = aborts,
            Unpriced = unpriced,
            Cost = priced > 0 || unpriced == 0 ? cost : null,
            Timed = timed,
            TotalMs = totalMs,
            Scores = scores,
        };
    }
}

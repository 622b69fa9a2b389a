using Dashboard.Events;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs.Page;

/// <summary>
/// What a good answer costs: the cost of an average answer divided by the share of rated answers that were good.
/// Unrated
/// answers are taken to be as good as the rated ones.
/// </summary>
/// <param name="Dollars">Per good answer.</param>
/// <param name="Good">Answers found good.</param>
/// <param name="Rated">Answers found good or bad.</param>
internal sealed record CostPerGoodAnswer(decimal Dollars, long Good, long Rated)
{
    /// <summary>Fewer rated answers than this say nothing.</summary>
    public const long Enough = 20;

    /// <summary>Null without a priced call, with too few rated answers, or where none was good.</summary>
    public static CostPerGoodAnswer? Of(Nanodollars cost, long pricedCalls, IReadOnlyList<GoodAnswerCount> counts)
    {
        var (good, rated) = (counts.Sum(count => count.Good), counts.Sum(count => count.Rated));
        return pricedCalls > 0 && rated >= Enough && good > 0
            ? new CostPerGoodAnswer(cost.Dollars / pricedCalls * rated / good, good, rated)
            : null;
    }
}

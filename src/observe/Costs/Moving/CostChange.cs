using Dashboard.Events;

namespace Dashboard.Costs.Moving;

/// <summary>
/// Why a group costs more or less than the week before. The four parts sum to the whole to the nanodollar.
/// </summary>
/// <param name="Volume">More or fewer calls.</param>
/// <param name="Tokens">More or fewer prompt and completion tokens a call.</param>
/// <param name="Cache">A larger or smaller share of the prompt read from, or written to, a cache.</param>
/// <param name="Price">What a token of each kind costs: changed prices, and other models at other prices.</param>
public sealed record CostChange(Nanodollars Volume, Nanodollars Tokens, Nanodollars Cache, Nanodollars Price)
{
    public Nanodollars Total => Volume + Tokens + Cache + Price;

    /// <summary>
    /// Splits the change from one week to the next.
    /// <para>
    /// cost = calls × (input a call × Σ share(kind) × price(kind) + output a call × price(output)). The four factors
    /// are calls, tokens a call, cache shares and prices. Each part is the factor's Shapley value: the mean, over all
    /// orders in which the four can change one after another, of what its turn changes (Shorrocks 2013, Decomposition
    /// procedures for distributional analysis). No order is favoured, and the parts sum to the change. Where a week
    /// has no value for a factor (no call, no token of a kind), the other week's stands in. Each part is rounded to
    /// the nanodollar once and the largest takes what rounding left over.
    /// </para>
    /// </summary>
    public static CostChange Between(MoverSide before, MoverSide after)
    {
        var (a, b) = (CostFactors.Of(before, after), CostFactors.Of(after, before));
        var costs = new decimal[16];
        for (var changed = 0; changed < costs.Length; changed++)
        {
            costs[changed] = CostFactors.Mixed(a, b, changed).Dollars;
        }

        var parts = Enumerable.Range(0, 4).Select(factor => Shapley(costs, factor)).ToArray();
        var nano = parts.Select(part => Nanodollars.FromDollars(part).Value).ToArray();
        var largest = Array.IndexOf(nano, nano.MaxBy(Math.Abs));
        nano[largest] += (after.Cost - before.Cost).Value - nano.Sum();
        return new CostChange(
            new Nanodollars(nano[0]), new Nanodollars(nano[1]), new Nanodollars(nano[2]), new Nanodollars(nano[3]));
    }

    // Σ over sets S without the factor: |S|! (3 - |S|)! / 4! × (cost(S with it) - cost(S)).
    private static decimal Shapley(decimal[] costs, int factor)
    {
        ReadOnlySpan<decimal> weights = [1m / 4, 1m / 12, 1m / 12, 1m / 4];
        var (bit, sum) = (1 << factor, 0m);
        for (var set = 0; set < costs.Length; set++)
        {
            if ((set & bit) == 0)
            {
                sum += weights[int.PopCount(set)] * (costs[set | bit] - costs[set]);
            }
        }

        return sum;
    }
}

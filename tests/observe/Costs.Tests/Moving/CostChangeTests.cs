using CsCheck;
using Dashboard.Costs.Moving;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Costs.Tests.Moving;

public sealed class CostChangeTests
{
    private static readonly Gen<MoverSide> s_sides =
        from calls in Gen.Long[0, 5_000_000]
        from tokens in Gen.Long[0, 2_000_000_000].Array[4]
        from prices in Gen.Long[0, 100_000].Array[4]
        select calls == 0 ? MoverSide.None : Side(calls, tokens, [.. prices.Select(price => price / 1_000m)]);

    [Fact]
    public void The_four_parts_sum_to_the_change_to_the_nanodollar() =>
        Gen.Select(s_sides, s_sides).Sample((before, after) =>
            CostChange.Between(before, after).Total == after.Cost - before.Cost);

    [Fact]
    public void Backwards_the_parts_have_the_other_sign() =>
        Gen.Select(s_sides, s_sides).Sample((before, after) =>
        {
            var there = CostChange.Between(before, after);
            var back = CostChange.Between(after, before);
            return Near(there.Volume, -back.Volume) && Near(there.Tokens, -back.Tokens)
                && Near(there.Cache, -back.Cache) && Near(there.Price, -back.Price);
        });

    [Fact]
    public void Twice_the_calls_is_volume_alone()
    {
        var before = Side(100, [1_000_000, 500_000, 0, 200_000], [2, 0.2m, 0, 8]);
        var change = CostChange.Between(before, before + before);
        Assert.Equal(new CostChange(before.Cost, default, default, default), change);
    }

    [Fact]
    public void A_new_price_is_price_alone()
    {
        var before = Side(100, [1_000_000, 500_000, 0, 200_000], [2, 0.2m, 0, 8]);
        var after = Side(100, [1_000_000, 500_000, 0, 200_000], [1, 0.2m, 0, 8]);
        Assert.Equal(
            new CostChange(default, default, default, Nanodollars.FromDollars(-1)), CostChange.Between(before, after));
    }

    [Fact]
    public void Longer_answers_are_tokens_alone()
    {
        var before = Side(100, [1_000_000, 0, 0, 200_000], [2, 0, 0, 8]);
        var after = Side(100, [1_000_000, 0, 0, 300_000], [2, 0, 0, 8]);
        Assert.Equal(
            new CostChange(default, Nanodollars.FromDollars(0.8m), default, default),
            CostChange.Between(before, after));
    }

    [Fact]
    public void More_cache_hits_at_the_same_prices_are_cache_alone()
    {
        var before = Side(100, [1_000_000, 500_000, 0, 0], [2, 0.2m, 0, 0]);
        var after = Side(100, [500_000, 1_000_000, 0, 0], [2, 0.2m, 0, 0]);
        Assert.Equal(
            new CostChange(default, default, Nanodollars.FromDollars(-0.9m), default),
            CostChange.Between(before, after));
    }

    [Fact]
    public void A_group_that_is_new_or_gone_is_volume()
    {
        var week = Side(7, [1_000, 0, 10, 200], [2, 0, 3, 8]);
        Assert.Equal(week.Cost, CostChange.Between(MoverSide.None, week).Volume);
        Assert.Equal(-week.Cost, CostChange.Between(week, MoverSide.None).Volume);
    }

    private static bool Near(Nanodollars a, Nanodollars b) => Math.Abs((a - b).Value) <= 4;

    // Prices in dollars a million tokens; the cost is that of the tokens, rounded.
    private static MoverSide Side(long calls, long[] tokens, decimal[] prices)
    {
        var spends = tokens.Zip(prices, (count, price) => new TokenSpend(count, count * price / 1_000_000)).ToArray();
        return new MoverSide(
            calls, Nanodollars.FromDollars(spends.Sum(spend => spend.Dollars)), spends[0], spends[1], spends[2],
            spends[3]);
    }
}

using Dashboard.Costs.Moving;
using Dashboard.Events;
using Dashboard.Ui.Numbers;

namespace Dashboard.Costs.Page;

/// <summary>Says in words why a group costs more or less. Pure.</summary>
internal static class MoverWords
{
    /// <summary>The largest cause, and the second where it is at least a third as large.</summary>
    public static string Cause(Mover mover)
    {
        if (mover.IsUnknown)
        {
            return mover.After.IsUnknown
                ? $"{CountFormat.Of(mover.After.Unpriced, "call", "calls")} of this week, none with a price"
                : $"{CountFormat.Of(mover.Before.Unpriced, "call", "calls")} of the week before, none with a price";
        }

        if (mover.Before.Calls == 0 || mover.After.Calls == 0)
        {
            return mover.Before.Calls == 0 ? "New this week" : "No call this week";
        }

        var change = mover.Change;
        var causes = new (Nanodollars Size, string Words)[]
        {
            (change.Volume, $"Calls {Percent(mover.Before.Calls, mover.After.Calls)}"),
            (change.Tokens, $"Tokens a call {Percent(mover.Before.TokensPerCall, mover.After.TokensPerCall)}"),
            (change.Cache, $"Cache hits {Share(mover.Before.CacheShare)} → {Share(mover.After.CacheShare)}"),
            (change.Price, "Price or model " + (change.Price.Value < 0 ? "cheaper" : "dearer")),
        };
        var ordered = causes.OrderByDescending(cause => Math.Abs(cause.Size.Value)).ToList();
        if (ordered[0].Size.Value == 0)
        {
            return "No change";
        }

        return Math.Abs(ordered[1].Size.Value) * 3 >= Math.Abs(ordered[0].Size.Value)
            ? $"{ordered[0].Words}; {char.ToLowerInvariant(ordered[1].Words[0])}{ordered[1].Words[1..]}"
            : ordered[0].Words;
    }

    /// <summary>The change in dollars; <c>–</c> where a week's calls have no price.</summary>
    public static string Change(Mover mover) => mover.IsUnknown ? "–" : Signed(mover.Change.Total);

    /// <summary>The change in percent; <c>–</c> where a week's calls have no price, or the first cost nothing.</summary>
    public static string Percent(Mover mover) =>
        mover.IsUnknown ? "–" : Percent(mover.Before.Cost.Dollars, mover.After.Cost.Dollars);

    /// <summary><c>+$4.60</c>, <c>−$0.13</c>, <c>$0</c>.</summary>
    public static string Signed(Nanodollars amount) => (amount.Value > 0 ? "+" : "") + MoneyFormat.Amount(amount);

    /// <summary>The change in percent of the week before; <c>–</c> where that cost nothing.</summary>
    public static string Percent(decimal? before, decimal? after) =>
        before is null or 0 || after is null ? "–" : RateFormat.PercentChange((double)((after / before) - 1));

    private static string Share(decimal? share) => share is null ? "–" : $"{share * 100:0}\u202F%";
}

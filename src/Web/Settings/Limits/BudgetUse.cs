using System.Globalization;
using Dashboard.Quota.Limits;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;

namespace Dashboard.Web.Settings.Limits;

/// <summary>What was used of a budget, for the eye.</summary>
public sealed record BudgetUse
{
    private const double NearlyAll = 0.8;

    public BudgetUse(BudgetAnswer budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var (usd, spent) = (Dollars(budget.Usd), Dollars(budget.SpentUsd));
        Share = usd > 0 ? (double)(spent / usd) : 0;
        Words = $"{MoneyFormat.Dollars(spent)} of {MoneyFormat.Dollars(usd)} {Period(budget.Period)}";
        Unpriced = budget.UnpricedCalls;
        End = budget.PeriodEnd;
    }

    /// <summary>Of the whole; more than 1 where a budget was lowered.</summary>
    public double Share { get; }

    /// <summary><c>$3.20 of $25.00 this month</c>.</summary>
    public string Words { get; }

    /// <summary>Calls whose cost is unknown and in no sum.</summary>
    public long Unpriced { get; }

    /// <summary>When it is whole again; null for never.</summary>
    public DateTimeOffset? End { get; }

    public Tone Tone => Share >= 1 ? Tone.Bad : Share >= NearlyAll ? Tone.Warning : Tone.Neutral;

    /// <summary>The name of a period after an amount.</summary>
    public static string Period(string period) => period switch
    {
        "day" => "today (UTC)",
        "month" => "this month (UTC)",
        _ => "for the key's life",
    };

    private static decimal Dollars(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

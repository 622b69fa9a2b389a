using System.Globalization;
using Dashboard.Events;

namespace Dashboard.Costs.Budgets;

/// <summary>What a budget may be.</summary>
internal static class BudgetLimits
{
    public const decimal MostDollars = 1_000_000_000;
    public const int MostDecimals = 9;
    public const int LongestRoute = 200;
    public const int LongestReason = 500;

    public const string AmountFault =
        "The monthly amount must be a decimal number of US dollars such as 560 or 560.50: "
        + "above 0, at most 1000000000, at most nine decimals.";

    /// <summary>The amount, or null where the text is none.</summary>
    public static Nanodollars? Amount(string? text)
    {
        var point = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return (point < 0 || text!.Length - point - 1 <= MostDecimals)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            && dollars is > 0 and <= MostDollars
                ? Nanodollars.FromDollars(dollars)
                : null;
    }
}

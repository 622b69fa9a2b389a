using System.Globalization;
using Dashboard.Events;

namespace Dashboard.Ui.Numbers;

/// <summary>Money as a person reads it, in US dollars. Null is unknown and shown as <c>–</c>, never as 0.</summary>
public static class MoneyFormat
{
    private const decimal Short = 10_000;

    /// <summary>
    /// <c>$15.02</c>; under a dollar three significant digits, <c>$0.652</c>; from $10,000 on <c>$12.4k</c>.
    /// </summary>
    public static string Amount(Nanodollars? amount) => amount is { } known ? Dollars(known.Dollars) : Digits.Unknown;

    /// <summary>
    /// The cost of one call, in six decimals: <c>$0.000653</c>. Less than half a millionth is <c>&lt;$0.000001</c>.
    /// </summary>
    public static string PerCall(Nanodollars? amount) => amount switch
    {
        null => Digits.Unknown,
        { Value: 0 } => "$0",
        { Value: > 0 and < 500 } => "<$0.000001",
        { } known => Sign(known.Dollars) + "$" + Digits.Fixed(Math.Abs(known.Dollars), 6),
    };

    /// <summary><c>$0.652 per 1,000 calls</c>; unknown without calls.</summary>
    public static string PerThousandCalls(Nanodollars? total, long calls) =>
        ThousandCalls(total, calls) is { } dollars ? Dollars(dollars) + " per 1,000 calls" : Digits.Unknown;

    /// <summary>The same number without its unit, for a column that names it.</summary>
    public static string PerThousandCallsShort(Nanodollars? total, long calls) =>
        ThousandCalls(total, calls) is { } dollars ? Dollars(dollars) : Digits.Unknown;

    /// <summary>A price for a million tokens: <c>$0.42</c>, <c>$1.60</c>, <c>$0.0125</c>.</summary>
    public static string PerMillionTokens(decimal? dollars) => dollars is { } known ? Dollars(known) : Digits.Unknown;

    /// <summary>Every digit that is known, for the title of a shortened amount: <c>$12,431.082000001</c>.</summary>
    public static string Exact(Nanodollars? amount)
    {
        if (amount is not { } known)
        {
            return Digits.Unknown;
        }

        var text = Digits.Fixed(Math.Abs(known.Dollars), 9).TrimEnd('0').TrimEnd('.');
        return Sign(known.Dollars) + "$" + text;
    }

    /// <summary>Any amount of dollars, in the form of <see cref="Amount"/>.</summary>
    public static string Dollars(decimal dollars)
    {
        var size = Math.Abs(dollars);
        var text = size switch
        {
            0 => "0",
            _ when decimal.Round(size, 2, MidpointRounding.AwayFromZero) >= Short => Shortened(size),
            >= 1 => Digits.Fixed(size, 2),
            _ => Digits.Significant(size, 3),
        };
        return Sign(dollars) + "$" + text;
    }

    /// <summary>A line of an axis, a round amount: <c>$400</c>, <c>$1.5k</c>, <c>$0.05</c>, <c>−$20</c>.</summary>
    public static string Tick(decimal dollars)
    {
        var (size, unit) = Math.Abs(dollars) switch
        {
            >= 1_000_000 => (dollars / 1_000_000, "M"),
            >= 1_000 => (dollars / 1_000, "k"),
            _ => (dollars, ""),
        };
        return Sign(dollars) + "$" + Math.Abs(size).ToString("0.#########", CultureInfo.InvariantCulture) + unit;
    }

    private static string Shortened(decimal size) => size switch
    {
        >= 999_500_000 => Digits.Significant(size / 1_000_000_000, 3) + "B",
        >= 999_500 => Digits.Significant(size / 1_000_000, 3) + "M",
        _ => Digits.Significant(size / 1_000, 3) + "k",
    };

    private static decimal? ThousandCalls(Nanodollars? total, long calls) =>
        total is { } known && calls > 0 ? known.Dollars * 1000 / calls : null;

    private static string Sign(decimal value) => value < 0 ? "−" : "";
}

using System.Globalization;

namespace Dashboard.Ui.Numbers;

/// <summary>
/// The typography that all number formats share: significant digits, the real minus sign, spaces that do not break.
/// </summary>
internal static class Digits
{
    /// <summary>What stands for a value that is not known.</summary>
    public const string Unknown = "–";

    /// <summary>A narrow space that never breaks, between a number and its unit.</summary>
    public const char Thin = '\u202F';

    private const char Minus = '\u2212';

    /// <summary>Rounds half away from zero to a number of decimals, groups thousands, keeps trailing zeros.</summary>
    public static string Fixed(decimal value, int decimals) => Signed(decimal
        .Round(value, decimals, MidpointRounding.AwayFromZero)
        .ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>
    /// Rounds to significant digits: <c>0.65249</c> with three is <c>0.652</c>, <c>0.9996</c> is <c>1.00</c>.
    /// </summary>
    public static string Significant(decimal value, int digits)
    {
        if (value == 0)
        {
            return "0";
        }

        var rounded = RoundTo(value, digits);
        return Fixed(rounded, Math.Max(0, digits - Magnitude(rounded)));
    }

    /// <summary>Puts the sign in front, plus included; zero has none.</summary>
    public static string WithSign(decimal value, int decimals)
    {
        var text = Fixed(value, decimals);
        return decimal.Round(value, decimals, MidpointRounding.AwayFromZero) > 0 ? "+" + text : text;
    }

    /// <summary>Whether a double can be shown at all.</summary>
    public static bool IsKnown(double? value) =>
        value is { } number && double.IsFinite(number) && Math.Abs(number) < 1e18;

    private static decimal RoundTo(decimal value, int digits)
    {
        var decimals = digits - Magnitude(value);
        if (decimals >= 0)
        {
            return decimal.Round(value, Math.Min(decimals, 28), MidpointRounding.AwayFromZero);
        }

        var unit = 1m;
        for (var i = decimals; i < 0; i++)
        {
            unit *= 10;
        }

        return decimal.Round(value / unit, 0, MidpointRounding.AwayFromZero) * unit;
    }

    // Digits in front of the point; 0.05 has -1, because one zero follows the point before the first digit that counts.
    private static int Magnitude(decimal value)
    {
        var rest = Math.Abs(value);
        var magnitude = 0;
        while (rest >= 1)
        {
            rest /= 10;
            magnitude++;
        }

        while (rest < 0.1m)
        {
            rest *= 10;
            magnitude--;
        }

        return magnitude;
    }

    private static string Signed(string text) => IsZero(text) ? text.TrimStart('-') : text.Replace('-', Minus);

    private static bool IsZero(string text) => text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
}

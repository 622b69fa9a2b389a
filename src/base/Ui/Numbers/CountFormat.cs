namespace Dashboard.Ui.Numbers;

/// <summary>Counts: <c>23,046</c>, from a million on <c>1.24 M</c>. Zero is a count, null is unknown.</summary>
public static class CountFormat
{
    public static string Whole(long? count)
    {
        if (count is not { } value)
        {
            return Digits.Unknown;
        }

        var size = Math.Abs((decimal)value);
        var sign = value < 0 ? "−" : "";
        return size switch
        {
            < 1_000_000 => Digits.Fixed(value, 0),
            < 999_500_000 => $"{sign}{Digits.Significant(size / 1_000_000, 3)}{Digits.Thin}M",
            < 999_500_000_000 => $"{sign}{Digits.Significant(size / 1_000_000_000, 3)}{Digits.Thin}G",
            _ => $"{sign}{Digits.Significant(size / 1_000_000_000_000, 3)}{Digits.Thin}T",
        };
    }

    /// <summary>Every digit, for a title beside a shortened count.</summary>
    public static string Exact(long? count) => count is { } value ? Digits.Fixed(value, 0) : Digits.Unknown;

    /// <summary>
    /// An amount per unit of time in three significant digits: <c>20.8</c>, <c>0.033</c>, <c>1,240</c>.
    /// </summary>
    public static string Rate(double? perUnit)
    {
        if (!Digits.IsKnown(perUnit))
        {
            return Digits.Unknown;
        }

        var value = (decimal)perUnit!.Value;
        return Math.Abs(value) < 1000 ? Digits.Significant(value, 3) : Whole((long)decimal.Round(value));
    }

    /// <summary><c>1 call</c>, <c>41 calls</c>.</summary>
    public static string Of(long count, string singular, string plural) =>
        $"{Whole(count)} {(count == 1 ? singular : plural)}";
}

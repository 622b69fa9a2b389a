namespace Dashboard.Ui.Numbers;

/// <summary>Room on a disk in units of 1,000 (SI): <c>812 kB</c>, <c>1.24 GB</c>. Zero is none, null is unknown.</summary>
public static class SizeFormat
{
    private static readonly string[] s_units = ["kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Bytes(long? bytes)
    {
        if (bytes is not { } known)
        {
            return Digits.Unknown;
        }

        if (known is > -1000 and < 1000)
        {
            return $"{Digits.Fixed(known, 0)}{Digits.Thin}B";
        }

        var value = known / 1000m;
        var unit = 0;

        // 999.5 would be written as 1000 of the smaller unit.
        while (Math.Abs(value) >= 999.5m && unit < s_units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return $"{Digits.Significant(value, 3)}{Digits.Thin}{s_units[unit]}";
    }
}

using System.Globalization;

namespace Dashboard.Ui.Numbers;

/// <summary>Durations in two units at most: <c>240 ms</c>, <c>2.51 s</c>, <c>2 h 08 min</c>, <c>2 d 2 h</c>.</summary>
public static class DurationFormat
{
    private const double SecondMs = 1000;
    private const double MinuteMs = 60 * SecondMs;

    /// <summary>Milliseconds; null, not a number and infinity are unknown.</summary>
    public static string Milliseconds(double? milliseconds)
    {
        if (!Digits.IsKnown(milliseconds))
        {
            return Digits.Unknown;
        }

        var value = milliseconds!.Value;
        return value < 0 ? "−" + Positive(-value) : Positive(value);
    }

    public static string Span(TimeSpan? duration) => Milliseconds(duration?.TotalMilliseconds);

    /// <summary>Seconds without a unit, for a foot that lists several: <c>2.23</c>, <c>5.4</c>.</summary>
    public static string SecondsOnly(double? milliseconds) => Digits.IsKnown(milliseconds)
        ? Digits.Fixed((decimal)(milliseconds!.Value / SecondMs), milliseconds.Value < 2_995 ? 2 : 1)
        : Digits.Unknown;

    private static string Positive(double ms) => ms switch
    {
        0 => $"0{Digits.Thin}ms",
        < 9.95 => $"{Digits.Fixed((decimal)ms, 1)}{Digits.Thin}ms",
        < 999.5 => $"{Digits.Fixed((decimal)ms, 0)}{Digits.Thin}ms",
        < MinuteMs - 5 => $"{Digits.Fixed((decimal)(ms / SecondMs), 2)}{Digits.Thin}s",
        _ => TwoUnits(TimeSpan.FromSeconds(Math.Round(ms / SecondMs, MidpointRounding.AwayFromZero))),
    };

    private static string TwoUnits(TimeSpan span)
    {
        if (span < TimeSpan.FromHours(1))
        {
            return Pair(span.Minutes, "min", span.Seconds, "s", "00");
        }

        if (span < TimeSpan.FromDays(1))
        {
            return Pair(span.Hours, "h", span.Minutes, "min", "00");
        }

        return Pair((long)span.TotalDays, "d", span.Hours, "h", "0");
    }

    private static string Pair(long big, string bigUnit, int small, string smallUnit, string smallFormat)
    {
        var first = $"{CountFormat.Whole(big)}{Digits.Thin}{bigUnit}";
        return small == 0
            ? first
            : $"{first} {small.ToString(smallFormat, CultureInfo.InvariantCulture)}{Digits.Thin}{smallUnit}";
    }
}

using Dashboard.Events;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Ingest;

/// <summary>Turns numbers that a client reports into ours, and believes only what is possible.</summary>
internal static class Amounts
{
    private const decimal MostDollars = 1_000_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>A count of tokens; null when it is not whole, negative or beyond a trillion.</summary>
    public static long? Count(double? number) => number is { } value ? UsageJson.Believable(value) : null;

    /// <summary>The cost of one call in dollars; null when negative or beyond a million.</summary>
    public static Nanodollars? Cost(double? dollars) =>
        dollars is >= 0 and <= (double)MostDollars ? Cost((decimal)dollars) : null;

    public static Nanodollars? Cost(decimal dollars) =>
        dollars is >= 0 and <= MostDollars ? Nanodollars.FromDollars(dollars) : null;

    /// <summary>A time to the first token in microseconds; null when negative or longer than a day.</summary>
    public static long? Micros(double? seconds) =>
        seconds is { } value && value >= 0 && value <= LongestWait.TotalSeconds ? (long)Math.Round(value * 1e6) : null;
}

using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;

namespace Dashboard.Explorer.Calls;

/// <summary>Which bars the calls of a range are counted in, and where they stand.</summary>
internal static class CallHistogram
{
    /// <summary>Between 30 and 170 bars.</summary>
    public static MetricsStep Step(TimeRange range) => range.Name switch
    {
        "1h" => MetricsStep.Minute,
        "24h" => MetricsStep.Quarter,
        "7d" => MetricsStep.Hour,
        _ => MetricsStep.Day,
    };

    /// <summary>How long a bar is; a day in a zone may be an hour off, which nobody sees.</summary>
    public static TimeSpan Length(MetricsStep step) => step switch
    {
        MetricsStep.Minute => TimeSpan.FromMinutes(1),
        MetricsStep.Quarter => TimeSpan.FromMinutes(15),
        MetricsStep.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>Where a bar begins and ends, in percent of the range from left to right, cut at its edges.</summary>
    public static (double Left, double Width) Place(
        DateTimeOffset start, TimeSpan length, DateTimeOffset from, DateTimeOffset to)
    {
        var left = Math.Clamp((start - from) / (to - from), 0, 1);
        var right = Math.Clamp((start + length - from) / (to - from), left, 1);
        return (left * 100, (right - left) * 100);
    }
}

using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Live;

/// <summary>The bucket length of a live window, by how far the window reaches back.</summary>
internal static class LiveSteps
{
    public static MetricsStep Of(TimeSpan range) => range.TotalHours switch
    {
        <= 1 => MetricsStep.Minute,
        <= 24 => MetricsStep.Quarter,
        <= 24 * 7 => MetricsStep.Hour,
        _ => MetricsStep.Day,
    };

    /// <summary>The start of the bucket that an instant falls into.</summary>
    public static DateTimeOffset Floor(DateTimeOffset at, MetricsStep step) => step switch
    {
        MetricsStep.Minute => CellKey.Minute(at),
        MetricsStep.Quarter => CellKey.Quarter(at),
        MetricsStep.Hour => new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero),
        _ => CellKey.UtcDay(at),
    };
}

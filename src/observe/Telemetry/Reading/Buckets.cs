using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Reading;

/// <summary>Finds the bucket of an instant: the step's, in the query's time zone, daylight saving included.</summary>
internal sealed class Buckets(MetricsStep step, TimeZoneInfo zone, DateTimeOffset from)
{
    private readonly LocalDays _days = new(zone);

    public DateTimeOffset Of(DateTimeOffset at) => step switch
    {
        MetricsStep.All => from,
        MetricsStep.Minute => CellKey.Minute(at),
        MetricsStep.Quarter => CellKey.Quarter(at),
        MetricsStep.Hour => Hour(at),
        _ => _days.StartOf(at),
    };

    /// <summary>The hour of the wall clock: half past in UTC where the offset has half an hour.</summary>
    private DateTimeOffset Hour(DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at).Ticks;
        var local = at.UtcTicks + offset;
        return new DateTimeOffset(local - (local % TimeSpan.TicksPerHour) - offset, TimeSpan.Zero);
    }
}

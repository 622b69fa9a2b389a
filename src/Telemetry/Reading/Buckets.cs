using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Reading;

/// <summary>Finds the bucket of an instant: the step's, in the query's time zone, daylight saving included.</summary>
internal sealed class Buckets(MetricsStep step, TimeZoneInfo zone, DateTimeOffset from)
{
    private readonly Dictionary<DateOnly, DateTimeOffset> _days = [];

    public DateTimeOffset Of(DateTimeOffset at) => step switch
    {
        MetricsStep.All => from,
        MetricsStep.Minute => CellKey.Minute(at),
        MetricsStep.Quarter => CellKey.Quarter(at),
        MetricsStep.Hour => Hour(at),
        _ => Day(at),
    };

    /// <summary>The hour of the wall clock: half past in UTC where the offset has half an hour.</summary>
    private DateTimeOffset Hour(DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at).Ticks;
        var local = at.UtcTicks + offset;
        return new DateTimeOffset(local - (local % TimeSpan.TicksPerHour) - offset, TimeSpan.Zero);
    }

    private DateTimeOffset Day(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        if (!_days.TryGetValue(day, out var start))
        {
            _days[day] = start = StartOf(day, zone);
        }

        return start;
    }

    /// <summary>The first instant of a day: after the gap where midnight is skipped, the earlier one where it comes twice.</summary>
    internal static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(midnight)
            ? zone.GetAmbiguousTimeOffsets(midnight).Max()
            : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Where the days of a time zone begin, daylight saving included. Remembers what it was asked; for one thread.</summary>
public sealed class LocalDays(TimeZoneInfo zone)
{
    private static readonly DateOnly FirstHashed = new(2000, 1, 1);
    private static readonly DateOnly LastHashed = new(2050, 1, 1);

    private readonly Dictionary<DateOnly, DateTimeOffset> _starts = [];

    /// <summary>The first instant of the day that an instant lies in, in UTC.</summary>
    public DateTimeOffset StartOf(DateTimeOffset at) => StartOf(DayOf(at));

    /// <summary>The first instant of the next day, in UTC. Samoa had no 30 December 2011: the next day may be later.</summary>
    public DateTimeOffset EndOf(DateTimeOffset at)
    {
        var next = DayOf(at).AddDays(1);
        while (DayOf(StartOf(next)) != next)
        {
            next = next.AddDays(1);
        }

        return StartOf(next);
    }

    /// <summary>The first instant of a day: after the gap where midnight is skipped, the earlier one where it comes twice.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
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

    /// <summary>A hash of where the days of half a century begin: it changes with the zone's rules, and with nothing else.</summary>
    public static byte[] HashOf(TimeZoneInfo zone)
    {
        var days = LastHashed.DayNumber - FirstHashed.DayNumber;
        var starts = new byte[days * sizeof(long)];
        for (var day = 0; day < days; day++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(
                starts.AsSpan(day * sizeof(long)), StartOf(FirstHashed.AddDays(day), zone).UtcTicks);
        }

        return SHA256.HashData(starts);
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private DateTimeOffset StartOf(DateOnly day)
    {
        if (!_starts.TryGetValue(day, out var start))
        {
            _starts[day] = start = StartOf(day, zone);
        }

        return start;
    }
}

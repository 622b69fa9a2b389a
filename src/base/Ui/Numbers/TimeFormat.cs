using System.Globalization;

namespace Dashboard.Ui.Numbers;

/// <summary>Points in time, 24 hours, in a named zone; and ages.</summary>
public static class TimeFormat
{
    /// <summary><c>14:32:07</c> today, <c>18 Nov 09:12</c> this year, <c>18 Nov 2025</c> in other years.</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var today = TimeZoneInfo.ConvertTime(now, zone);
        if (local.Date == today.Date)
        {
            return Text(local, "HH:mm:ss");
        }

        return Text(local, local.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy");
    }

    /// <summary>Like <see cref="Moment"/> without seconds: <c>14:32</c>, <c>17 Nov 11:40</c>.</summary>
    public static string Minute(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.Date == TimeZoneInfo.ConvertTime(now, zone).Date ? Text(local, "HH:mm") : Moment(at, now, zone);
    }

    /// <summary>
    /// Date and time to the millisecond, for a title or a detail: <c>2026-11-22 14:32:07.123 +01:00</c>.
    /// </summary>
    public static string Full(DateTimeOffset at, TimeZoneInfo zone) =>
        Text(TimeZoneInfo.ConvertTime(at, zone), "yyyy-MM-dd HH:mm:ss.fff zzz");

    /// <summary>What <c>&lt;time datetime&gt;</c> takes: RFC 3339 in UTC.</summary>
    public static string Iso(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// One unit: <c>0.2 s ago</c>, <c>41 s ago</c>, <c>2 min ago</c>, <c>3 h ago</c>, <c>12 d ago</c>.
    /// </summary>
    public static string Age(TimeSpan age) => Length(age) + " ago";

    /// <summary>How old data are, said of the data: <c>240 ms old</c>, <c>38 s old</c>.</summary>
    public static string Old(TimeSpan age) =>
        (age < TimeSpan.FromMilliseconds(999.5) ? WholeMilliseconds(age) : Length(age)) + " old";

    private static string WholeMilliseconds(TimeSpan age) =>
        $"{Digits.Fixed((decimal)Positive(age).TotalMilliseconds, 0)}{Digits.Thin}ms";

    private static string Length(TimeSpan age)
    {
        var span = Positive(age);
        return span switch
        {
            { TotalSeconds: < 0.95 } => $"{Digits.Fixed((decimal)span.TotalSeconds, 1)}{Digits.Thin}s",
            { TotalSeconds: < 59.5 } => $"{Digits.Fixed((decimal)span.TotalSeconds, 0)}{Digits.Thin}s",
            { TotalMinutes: < 60 } => $"{Math.Max(1, (long)span.TotalMinutes)}{Digits.Thin}min",
            { TotalHours: < 24 } => $"{(long)span.TotalHours}{Digits.Thin}h",
            _ => $"{CountFormat.Whole((long)span.TotalDays)}{Digits.Thin}d",
        };
    }

    // A clock that runs ahead must not say that the future is old.
    private static TimeSpan Positive(TimeSpan age) => age < TimeSpan.Zero ? TimeSpan.Zero : age;

    private static string Text(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
}

using System.Globalization;
using Dashboard.Texts;

namespace Dashboard.Web.Audit;

/// <summary>
/// The value of an <c>&lt;input type="datetime-local"&gt;</c>: a wall clock's time without a zone, which is the
/// reader's.
/// </summary>
internal static class LocalInput
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss";

    public static string? Of(DateTimeOffset? at, TimeZoneInfo zone) => at is { } instant
        ? TimeZoneInfo.ConvertTime(instant, zone).ToString(Format, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The reader's day of an instant; null for none.</summary>
    public static DateTime? Day(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).Date : null;

    /// <summary>When a day of the reader begins; null for none.</summary>
    public static DateTimeOffset? Start(DateTime? day, TimeZoneInfo zone) => day is { } date
        ? Parse(date.Date.ToString(Format, CultureInfo.InvariantCulture), zone)
        : null;

    /// <summary>When a day of the reader has ended, which is when the next one begins; null for none.</summary>
    public static DateTimeOffset? End(DateTime? day, TimeZoneInfo zone) =>
        day is { } date && date.Date < DateTime.MaxValue.Date ? Start(date.AddDays(1), zone) : null;

    /// <summary>The last day before an instant; null for none.</summary>
    public static DateTime? LastDay(DateTimeOffset? end, TimeZoneInfo zone) => Day(end?.AddMicroseconds(-1), zone);

    /// <summary>
    /// The instant that is meant; null for none. A time that the clocks skip in spring is read as the hour after it, one
    /// that they show twice in autumn as the later one.
    /// </summary>
    public static DateTimeOffset? Parse(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || !OutsideTime.Accepts(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Utc))))
        {
            return null;
        }

        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

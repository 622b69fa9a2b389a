using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Numbers;

namespace Dashboard.Explorer.Calls;

/// <summary>Says how a list was found and how far back was looked.</summary>
internal static class ReachWords
{
    /// <summary>Null where nothing narrowed the list, so that there is nothing to say.</summary>
    public static string? Method(CallReach reach, DateTimeOffset now, TimeZoneInfo zone) =>
        (reach.RowByRowTo, reach.UsedIndex) switch
        {
            (null, false) => null,
            (null, true) => "looked up",
            (_, false) => "every call looked through",
            ({ } to, true) => $"every call looked through back to {TimeFormat.Moment(to, now, zone)}, older ones looked up",
        };

    /// <summary>What was not looked at; null when everything was that had to be.</summary>
    public static string? Limit(CallReach reach, DateTimeOffset now, TimeZoneInfo zone) =>
        reach.StoppedAt is { } at
            ? $"The search stopped at {TimeFormat.Moment(at, now, zone)}. Calls before that have not been looked at."
            : null;
}

namespace Dashboard.Telemetry.Reading;

/// <summary>Where the numbers of a stretch of time are read from, from fine to coarse.</summary>
internal enum MetricsSource
{
    Calls,
    Minute,
    Quarter,
    Day,

    /// <summary>The kept days of a time zone.</summary>
    ZoneDay,

    /// <summary>The users' table of UTC days.</summary>
    UserDay,
}

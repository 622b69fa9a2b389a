using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs;

/// <summary>Whose money a question is about, and where its days begin.</summary>
/// <param name="Project">The project that pays.</param>
/// <param name="Route">Null for every route.</param>
/// <param name="Environment">Null for every environment but the demonstration.</param>
/// <param name="Zone">Any IANA time zone.</param>
public sealed record CostScope(ProjectId Project, string? Route, string? Environment, TimeZoneInfo Zone)
{
    /// <summary>A scope whose zone is UTC itself where it only has another name: UTC days are kept ready.</summary>
    public static CostScope Of(ProjectId project, string? route, string? environment, TimeZoneInfo zone) =>
        new(project, route, environment, zone.HasSameRules(TimeZoneInfo.Utc) ? TimeZoneInfo.Utc : zone);

    /// <summary>Whether it is about all routes of the demonstration, which no budget of its own covers.</summary>
    internal bool IsWholeDemonstration => Route is null && Environment == SeriesCatalog.DemoEnvironment;

    /// <summary>The first instant of a day.</summary>
    internal DateTimeOffset StartOf(DateOnly day) => LocalDays.StartOf(day, Zone);

    /// <summary>The day on which an instant lies.</summary>
    internal DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    /// <summary>Whether a series is within the scope. The demonstration is only when it is asked for.</summary>
    internal bool Keeps(SeriesKey key, Dimension? by = null) =>
        (Route is null || key.Route == Route)
        && (Environment is null || key.Environment == Environment)
        && (key.Environment != SeriesCatalog.DemoEnvironment || Environment is not null || by == Dimension.Environment);
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Where a cell stands: the start of its bucket (UTC) and the series it belongs to.</summary>
public readonly record struct CellKey(ProjectId Project, DateTimeOffset Start, int SeriesId)
{
    public static DateTimeOffset Minute(DateTimeOffset at) => Floor(at, TimeSpan.FromMinutes(1));

    public static DateTimeOffset Quarter(DateTimeOffset at) => Floor(at, TimeSpan.FromMinutes(15));

    public static DateTimeOffset UtcDay(DateTimeOffset at) => Floor(at, TimeSpan.FromDays(1));

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) =>
        new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);
}

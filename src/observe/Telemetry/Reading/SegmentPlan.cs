using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Cuts a range into stretches that whole buckets of the coarsest allowed source cover, with ever finer ones at the edges
/// and single calls at the very ends: any range is answered exactly. Pure.
/// </summary>
internal static class SegmentPlan
{
    /// <summary>Fewer days are read fast enough as quarters of an hour.</summary>
    private static readonly TimeSpan WorthKeeping = TimeSpan.FromDays(3);

    /// <param name="query">What is asked.</param>
    /// <param name="hasZoneDays">Whether the days of the query's time zone are kept.</param>
    public static IReadOnlyList<MetricsSegment> For(MetricsQuery query, bool hasZoneDays = false)
    {
        var segments = new List<MetricsSegment>();
        Add(segments, query.From, query.To, Levels(query, hasZoneDays), new LocalDays(query.Zone));
        return segments;
    }

    /// <summary>Whether kept days of the query's time zone would help.</summary>
    public static bool WantsZoneDays(MetricsQuery query) =>
        query.Step == MetricsStep.Day && !query.Zone.Equals(TimeZoneInfo.Utc) && !ConcernsUsers(query)
        && query.To - query.From >= WorthKeeping;

    /// <summary>Whether users are asked for, who are only in the calls and in the users' days.</summary>
    public static bool ConcernsUsers(MetricsQuery query) =>
        query.By.Contains(Dimension.User) || query.Where.ContainsKey(Dimension.User);

    private static MetricsSource[] Levels(MetricsQuery query, bool hasZoneDays)
    {
        var wholeUtcDays = query.Step == MetricsStep.All
            || (query.Step == MetricsStep.Day && query.Zone.Equals(TimeZoneInfo.Utc));
        if (ConcernsUsers(query))
        {
            return wholeUtcDays ? [MetricsSource.UserDay] : [];
        }

        if (query.Step == MetricsStep.Minute)
        {
            return [MetricsSource.Minute];
        }

        return wholeUtcDays ? [MetricsSource.Day, MetricsSource.Quarter, MetricsSource.Minute]
            : hasZoneDays && query.Step == MetricsStep.Day
                ? [MetricsSource.ZoneDay, MetricsSource.Quarter, MetricsSource.Minute]
            : [MetricsSource.Quarter, MetricsSource.Minute];
    }

    private static void Add(
        List<MetricsSegment> segments, DateTimeOffset from, DateTimeOffset to, ReadOnlySpan<MetricsSource> sources,
        LocalDays days)
    {
        if (from >= to)
        {
            return;
        }

        if (sources.IsEmpty)
        {
            segments.Add(new MetricsSegment(MetricsSource.Calls, from, to));
            return;
        }

        var (first, end) = (CeilingOf(sources[0], from, days), FloorOf(sources[0], to, days));
        if (first >= end)
        {
            Add(segments, from, to, sources[1..], days);
            return;
        }

        Add(segments, from, first, sources[1..], days);
        segments.Add(new MetricsSegment(sources[0], first, end));
        Add(segments, end, to, sources[1..], days);
    }

    private static DateTimeOffset CeilingOf(MetricsSource source, DateTimeOffset at, LocalDays days)
    {
        var floor = FloorOf(source, at, days);
        return floor == at ? floor
            : source == MetricsSource.ZoneDay ? days.EndOf(at)
            : floor + LengthOf(source);
    }

    private static DateTimeOffset FloorOf(MetricsSource source, DateTimeOffset at, LocalDays days) =>
        source == MetricsSource.ZoneDay
            ? days.StartOf(at)
            : new DateTimeOffset(at.UtcTicks - (at.UtcTicks % LengthOf(source).Ticks), TimeSpan.Zero);

    private static TimeSpan LengthOf(MetricsSource source) => source switch
    {
        MetricsSource.Minute => TimeSpan.FromMinutes(1),
        MetricsSource.Quarter => TimeSpan.FromMinutes(15),
        _ => TimeSpan.FromDays(1),
    };
}

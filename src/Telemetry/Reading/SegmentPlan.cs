namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Cuts a range into stretches that whole buckets of the coarsest allowed source cover, with ever finer ones at the edges
/// and single calls at the very ends: any range is answered exactly. Pure.
/// </summary>
internal static class SegmentPlan
{
    public static IReadOnlyList<MetricsSegment> For(MetricsQuery query)
    {
        MetricsSource[] sources = Levels(query);
        var segments = new List<MetricsSegment>();
        Add(segments, query.From, query.To, sources);
        return segments;
    }

    /// <summary>Whether users are asked for, who are only in the calls and in the users' days.</summary>
    public static bool ConcernsUsers(MetricsQuery query) =>
        query.By.Contains(Dimension.User) || query.Where.ContainsKey(Dimension.User);

    private static MetricsSource[] Levels(MetricsQuery query)
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

        return wholeUtcDays
            ? [MetricsSource.Day, MetricsSource.Quarter, MetricsSource.Minute]
            : [MetricsSource.Quarter, MetricsSource.Minute];
    }

    private static void Add(
        List<MetricsSegment> segments, DateTimeOffset from, DateTimeOffset to, ReadOnlySpan<MetricsSource> sources)
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

        var length = LengthOf(sources[0]).Ticks;
        var first = new DateTimeOffset((from.UtcTicks + length - 1) / length * length, TimeSpan.Zero);
        var end = new DateTimeOffset(to.UtcTicks / length * length, TimeSpan.Zero);
        if (first >= end)
        {
            Add(segments, from, to, sources[1..]);
            return;
        }

        Add(segments, from, first, sources[1..]);
        segments.Add(new MetricsSegment(sources[0], first, end));
        Add(segments, end, to, sources[1..]);
    }

    private static TimeSpan LengthOf(MetricsSource source) => source switch
    {
        MetricsSource.Minute => TimeSpan.FromMinutes(1),
        MetricsSource.Quarter => TimeSpan.FromMinutes(15),
        _ => TimeSpan.FromDays(1),
    };
}

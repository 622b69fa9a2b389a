namespace Dashboard.Web.Demo;

/// <summary>
/// Makes up the calls of some weeks: every day has the same number of them in the same hours, whenever it ends. The
/// same seed, end and takeovers give the same calls.
/// </summary>
internal static class DemoHistory
{
    /// <summary>How many days there are: enough for a month, its budget and a forecast.</summary>
    public const int Days = 35;

    private const int Hours = 24;

    /// <summary>All calls that have ended by then, in the order of their start.</summary>
    /// <param name="end">The present.</param>
    /// <param name="takeover">When a route's later version took over.</param>
    /// <param name="seed">Another number gives other calls.</param>
    /// <param name="days">How many days they go back.</param>
    public static IReadOnlyList<DemoCall> Before(
        DateTimeOffset end, Func<DemoRoute, DateTimeOffset> takeover, int seed, int days = Days) =>
    [
        .. DemoRoute.All
            .SelectMany((route, i) => Calls(route, end, takeover(route), days, new Random((seed * 31) + i)))
            .Where(call => call.Start + call.Duration < end)
            .OrderBy(call => call.Start),
    ];

    /// <summary>How many calls a route has in each hour of a UTC day: quiet nights, busy days.</summary>
    public static IReadOnlyList<int> ByHour(DemoRoute route)
    {
        // The method of largest remainders, so that the hours sum to the day.
        var exact = Enumerable.Range(0, Hours)
            .Select(hour => (double)route.CallsPerDay / Hours
                * (1 + (0.5 * Math.Sin((hour + 0.5 - 8.5) / Hours * 2 * Math.PI))))
            .ToList();
        var whole = exact.ConvertAll(calls => (int)Math.Floor(calls));
        foreach (var hour in Enumerable.Range(0, Hours)
            .OrderByDescending(hour => exact[hour] - whole[hour])
            .Take(route.CallsPerDay - whole.Sum()))
        {
            whole[hour]++;
        }

        return whole;
    }

    private static IEnumerable<DemoCall> Calls(
        DemoRoute route, DateTimeOffset end, DateTimeOffset takeover, int days, Random random)
    {
        var times = Times(route, end, days, random).Where(at => at < end).ToList();
        var first = times.Count(at => at < takeover);
        var (before, after) = (new DemoCaller(route, route.Before, random), new DemoCaller(route, route.After, random));
        for (var i = 0; i < times.Count; i++)
        {
            yield return i < first
                ? before.Call(times[i], (double)i / first)
                : after.Call(times[i], (double)(i - first) / (times.Count - first));
        }
    }

    private static IEnumerable<DateTimeOffset> Times(DemoRoute route, DateTimeOffset end, int days, Random random)
    {
        var counts = ByHour(route);
        var last = new DateTimeOffset(end.UtcTicks - (end.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        for (var hour = last.AddDays(-days); hour <= last; hour = hour.AddHours(1))
        {
            var calls = counts[hour.Hour];
            for (var i = 0; i < calls; i++)
            {
                yield return hour.AddHours((i + random.NextDouble()) / calls);
            }
        }
    }
}

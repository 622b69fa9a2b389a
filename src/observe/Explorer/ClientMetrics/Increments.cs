namespace Dashboard.Explorer.ClientMetrics;

/// <summary>
/// What points add, whatever their temporality: a delta point itself, a cumulative one what it has more than the one
/// before it in its stream since the same start.
/// </summary>
internal static class Increments
{
    /// <summary>
    /// The increments of <paramref name="points"/>, which must be all since <paramref name="since"/>. The first of a start
    /// counts whole where the start lies within that time; where it began earlier, nobody can say how much of it is new,
    /// and it only serves as the base of the next.
    /// </summary>
    public static IEnumerable<(MetricPoint Point, MetricValue Value)> Of(
        IEnumerable<MetricPoint> points, DateTimeOffset since)
    {
        var last = new Dictionary<(string Stream, DateTimeOffset? Start), MetricPoint>();
        foreach (var point in points.OrderBy(point => point.At))
        {
            if (!point.IsCumulative)
            {
                yield return (point, point.Value);
                continue;
            }

            var key = (point.Stream, point.StartedAt);
            if (last.TryGetValue(key, out var before))
            {
                // A smaller value without a new start is a restart that was not said.
                yield return (point, IsLess(point, before) ? point.Value : point.Value.Since(before.Value));
            }
            else if (point.StartedAt >= since)
            {
                yield return (point, point.Value);
            }

            last[key] = point;
        }
    }

    private static bool IsLess(MetricPoint point, MetricPoint before) => point.IsMonotonic
        && (point.Value.Count < before.Value.Count || (point.Value.Count == 0 && point.Value.Sum < before.Value.Sum));
}

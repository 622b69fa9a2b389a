using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Live;

/// <summary>What a live view last showed, so that only what changed is sent.</summary>
internal sealed class LiveBuckets
{
    private readonly Dictionary<(SeriesName Series, DateTimeOffset Start), MetricsPoint> _points = [];

    /// <summary>Takes a fresh reading in and returns the points that differ from what was known.</summary>
    public MetricsResult Update(MetricsResult reading)
    {
        var changed = new List<MetricsSeries>();
        foreach (var series in reading.Series)
        {
            var name = SeriesName.Of(series);
            var points = series.Points.Where(point => Remember((name, point.Start), point)).ToList();
            if (points.Count > 0)
            {
                changed.Add(series with { Points = points });
            }
        }

        return reading with { Series = changed };
    }

    /// <summary>Forgets what slid out of the window.</summary>
    public void DropBefore(DateTimeOffset start)
    {
        foreach (var key in _points.Keys.Where(key => key.Start < start).ToList())
        {
            _points.Remove(key);
        }
    }

    private bool Remember((SeriesName, DateTimeOffset) key, MetricsPoint point)
    {
        if (_points.TryGetValue(key, out var known) && known == point)
        {
            return false;
        }

        _points[key] = point;
        return true;
    }

    /// <summary>The dimensions that live numbers are split by.</summary>
    private readonly record struct SeriesName(string? Route, string? Model, string? Version)
    {
        public static SeriesName Of(MetricsSeries series) =>
            new(series[Dimension.Route], series[Dimension.Model], series[Dimension.Version]);
    }
}

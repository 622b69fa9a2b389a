using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Reading;

/// <summary>Collects cells by the values of the dimensions asked for and by bucket.</summary>
internal sealed class MetricsGroups(MetricsQuery query, IReadOnlyDictionary<int, SeriesKey> series)
{
    private readonly Buckets _buckets = new(query.Step, query.Zone, query.From);
    private readonly Dictionary<(int SeriesId, string? User), Group> _bySeries = [];
    private readonly Dictionary<string, Group> _groups = [];

    /// <summary>The cell to add to.</summary>
    public RollupCell CellOf(int seriesId, string? user, DateTimeOffset at)
    {
        if (!_bySeries.TryGetValue((seriesId, user), out var group))
        {
            _bySeries[(seriesId, user)] = group = GroupOf(series[seriesId], user);
        }

        return group.Cells.At(_buckets.Of(at));
    }

    /// <summary>The series in a stable order; the one of a query without dimensions is there even when it is empty.</summary>
    public IReadOnlyList<MetricsSeries> ToSeries()
    {
        if (query.By.Count == 0 && _groups.Count == 0)
        {
            return [new MetricsSeries(new Dictionary<Dimension, string?>(), [])];
        }

        return _groups.OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MetricsSeries(
                group.Value.By,
                group.Value.Cells.OrderBy(cell => cell.Key).Select(cell => cell.Value.ToPoint(cell.Key)).ToList()))
            .Where(one => one.Points.Count > 0)
            .ToList();
    }

    private Group GroupOf(SeriesKey key, string? user)
    {
        var values = query.By
            .Select(dimension => dimension == Dimension.User ? user : key.ValueOf(dimension))
            .ToList();
        var name = string.Join('\u001f', values.Select(value => value is null ? "\0" : "=" + value));
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups[name] = group = new Group(query.By.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return group;
    }

    private sealed record Group(Dictionary<Dimension, string?> By)
    {
        public Dictionary<DateTimeOffset, RollupCell> Cells { get; } = [];
    }
}

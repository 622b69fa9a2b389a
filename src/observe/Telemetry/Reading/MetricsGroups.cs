using System.Runtime.InteropServices;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Sums what is read by the values of the dimensions asked for and by bucket. Calls come in the order of time, so that only
/// one bucket is open: a day of minutes needs no more cells than one minute does.
/// </summary>
internal sealed class MetricsGroups(MetricsQuery query, IReadOnlyDictionary<int, SeriesKey> series)
{
    private readonly Buckets _buckets = new(query.Step, query.Zone, query.From);
    private readonly Dictionary<(int SeriesId, string? User), Group> _bySeries = [];
    private readonly Dictionary<string, Group> _groups = [];
    private readonly List<Group> _open = [];
    private readonly Stack<RollupCell> _spare = [];
    private DateTimeOffset _latest;
    private DateTimeOffset _bucket;

    /// <summary>Adds scores, in any order, before the first cell is asked for.</summary>
    public void Add(ScoreCell scores)
    {
        var group = GroupOf(scores.SeriesId, scores.User);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(group.Scores, _buckets.Of(scores.At), out _);
        sum += scores.Counts;
    }

    /// <summary>The cell to add to, until another one is asked for.</summary>
    /// <exception cref="InvalidOperationException">An earlier bucket is asked for than the time before.</exception>
    public RollupCell CellOf(int seriesId, string? user, DateTimeOffset at)
    {
        if (at != _latest)
        {
            MoveTo(_buckets.Of(at));
            _latest = at;
        }

        var group = GroupOf(seriesId, user);
        if (group.Cell is null)
        {
            group.Cell = _spare.TryPop(out var spare) ? spare : new RollupCell();
            _open.Add(group);
        }

        return group.Cell;
    }

    /// <summary>The series in a stable order; the one of a query without dimensions is there even when it is empty.</summary>
    public IReadOnlyList<MetricsSeries> ToSeries()
    {
        Close();
        if (query.By.Count == 0 && _groups.Count == 0)
        {
            return [new MetricsSeries(new Dictionary<Dimension, string?>(), [])];
        }

        return _groups.OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new MetricsSeries(group.Value.By, group.Value.ToPoints()))
            .ToList();
    }

    private void MoveTo(DateTimeOffset bucket)
    {
        if (bucket < _bucket)
        {
            throw new InvalidOperationException($"The bucket {bucket:O} is asked for after {_bucket:O}.");
        }

        if (bucket > _bucket)
        {
            Close();
            _bucket = bucket;
        }
    }

    private void Close()
    {
        foreach (var group in _open)
        {
            var cell = group.Close(_bucket);
            cell.Clear();
            _spare.Push(cell);
        }

        _open.Clear();
    }

    private Group GroupOf(int seriesId, string? user)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySeries, (seriesId, user), out _);
        return group ??= GroupOf(series[seriesId], user);
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

    private sealed class Group(Dictionary<Dimension, string?> by)
    {
        private readonly List<MetricsPoint> _points = [];

        public Dictionary<Dimension, string?> By => by;

        /// <summary>The sums of the open bucket; null while there are none.</summary>
        public RollupCell? Cell { get; set; }

        /// <summary>By bucket; those of closed buckets are in their points.</summary>
        public Dictionary<DateTimeOffset, ScoreCounts> Scores { get; } = [];

        /// <summary>Makes the point of the open bucket, and returns the cell.</summary>
        public RollupCell Close(DateTimeOffset bucket)
        {
            var cell = Cell!;
            if (Scores.Remove(bucket, out var scores))
            {
                cell.Add(scores);
            }

            _points.Add(cell.ToPoint(bucket));
            Cell = null;
            return cell;
        }

        /// <summary>All points in the order of time, with those of scores whose calls are in no bucket.</summary>
        public List<MetricsPoint> ToPoints()
        {
            if (Scores.Count == 0)
            {
                return _points;
            }

            return [.. _points.Concat(Scores.Select(ScoresAlone)).OrderBy(point => point.Start)];
        }

        private static MetricsPoint ScoresAlone(KeyValuePair<DateTimeOffset, ScoreCounts> scores)
        {
            var cell = new RollupCell();
            cell.Add(scores.Value);
            return cell.ToPoint(scores.Key);
        }
    }
}

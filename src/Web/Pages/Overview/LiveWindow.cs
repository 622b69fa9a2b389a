using Dashboard.Telemetry.Live;
using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;

namespace Dashboard.Web.Pages.Overview;

/// <summary>
/// The live window of a page: a snapshot and the deltas since. It ends with the step that is still being filled and
/// reaches
/// back one range; what falls out at the left is forgotten.
/// </summary>
public sealed class LiveWindow(TimeRange range)
{
    private readonly SortedDictionary<DateTimeOffset, Dictionary<CellKey, MetricsPoint>> _buckets = [];

    // With many routes each is asked for: all cells are parted once for all of them, and not looked through by each.
    private Dictionary<string, IReadOnlyList<LiveBucket>>? _byRoute;
    private IReadOnlyList<LiveBucket>? _all;

    public TimeRange Range { get; } = range;

    /// <summary>When the numbers were read; null before the first update.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    public MetricsStep Step { get; private set; } = StepOf(range);

    public TimeSpan StepLength => Step switch
    {
        MetricsStep.Minute => TimeSpan.FromMinutes(1),
        MetricsStep.Quarter => TimeSpan.FromMinutes(15),
        MetricsStep.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>The start of the first step.</summary>
    public DateTimeOffset From => To - Range.Length;

    /// <summary>The end of the step that is being filled.</summary>
    public DateTimeOffset To
    {
        get
        {
            var at = (AsOf ?? DateTimeOffset.UnixEpoch).UtcDateTime;
            var start = at.Ticks - (at.Ticks % StepLength.Ticks);
            return new DateTimeOffset(start, TimeSpan.Zero) + StepLength;
        }
    }

    public bool IsEmpty => _buckets.Count == 0;

    /// <summary>Takes an update in and says which steps it touched, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Apply(LiveUpdate update)
    {
        if (update.IsSnapshot)
        {
            _buckets.Clear();
        }

        AsOf = update.AsOf;
        Step = update.Metrics.Step;
        (_byRoute, _all) = (null, null);
        var touched = new SortedSet<DateTimeOffset>();
        foreach (var series in update.Metrics.Series)
        {
            var route = series[Dimension.Route] ?? "default";
            var key = new CellKey(route, series[Dimension.Model], series[Dimension.Version]);
            foreach (var point in series.Points.Where(point => point.Start >= From))
            {
                Cells(point.Start)[key] = point;
                touched.Add(point.Start);
            }
        }

        foreach (var old in _buckets.Keys.TakeWhile(start => start < From).ToList())
        {
            _buckets.Remove(old);
        }

        return [.. touched];
    }

    /// <summary>The names of all routes that have calls, the one with most calls first.</summary>
    public IReadOnlyList<string> Routes() =>
    [
        .. _buckets.Values
            .SelectMany(cells => cells)
            .GroupBy(cell => cell.Key.Route, cell => cell.Value.Calls)
            .OrderByDescending(route => route.Sum())
            .ThenBy(route => route.Key, StringComparer.Ordinal)
            .Select(route => route.Key),
    ];

    /// <summary>The steps with calls, in time order, of one route or of all.</summary>
    public IReadOnlyList<LiveBucket> Buckets(string? route) => route is null
        ? _all ??= [.. _buckets.Select(bucket => new LiveBucket(bucket.Key, [.. bucket.Value]))]
        : (_byRoute ??= ByRoute()).GetValueOrDefault(route, []);

    /// <summary>
    /// Models of a route, or of all, that used tokens and have no price, with how many calls there are, most first.
    /// Calls of priced models that are missing from the sums lack their tokens, not a price.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, long>> UnpricedModels(string? route = null) =>
    [
        .. _buckets.Values
            .SelectMany(cells => cells)
            .Where(cell => route is null || cell.Key.Route == route)
            .Where(cell => cell.Value is { UnpricedCalls: > 0, PricedCalls: 0 }
                && cell.Value.InputTokens + cell.Value.OutputTokens > 0)
            .GroupBy(cell => cell.Key.Model ?? "no model", cell => cell.Value.UnpricedCalls)
            .Select(model => KeyValuePair.Create(model.Key, model.Sum()))
            .OrderByDescending(model => model.Value),
    ];

    private Dictionary<string, IReadOnlyList<LiveBucket>> ByRoute() => _buckets
        .SelectMany(bucket => bucket.Value
            .GroupBy(cell => cell.Key.Route)
            .Select(route => (Route: route.Key, Bucket: new LiveBucket(bucket.Key, [.. route]))))
        .GroupBy(part => part.Route, part => part.Bucket)
        .ToDictionary(route => route.Key, route => (IReadOnlyList<LiveBucket>)[.. route]);

    private Dictionary<CellKey, MetricsPoint> Cells(DateTimeOffset start)
    {
        if (!_buckets.TryGetValue(start, out var cells))
        {
            _buckets[start] = cells = [];
        }

        return cells;
    }

    private static MetricsStep StepOf(TimeRange range) => range.Length.TotalHours switch
    {
        <= 1 => MetricsStep.Minute,
        <= 24 => MetricsStep.Quarter,
        <= 24 * 7 => MetricsStep.Hour,
        _ => MetricsStep.Day,
    };
}

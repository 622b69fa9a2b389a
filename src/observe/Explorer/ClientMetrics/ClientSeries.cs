namespace Dashboard.Explorer.ClientMetrics;

/// <summary>What one instrument measured for one set of attributes, bucket by bucket.</summary>
internal sealed record ClientSeries(
    ClientInstrument.Key Instrument, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<(DateTimeOffset Start, MetricValue Value)> Points)
{
    /// <summary>How far back the point before the first is looked for: exporters send every minute or so.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromHours(1);

    /// <summary>Adds the increments up that lie in the question's range.</summary>
    public static IEnumerable<ClientSeries> Of(
        ClientInstrument.Key instrument, IReadOnlyList<MetricPoint> points, ClientMetricQuestion question)
    {
        var series = new Dictionary<string, (IReadOnlyDictionary<string, string> By, Buckets Points)>();
        foreach (var (point, value) in Increments.Of(points, question.From - LookBack).Where(point => point.Point.At >= question.From))
        {
            var by = point.Attributes.Select(question.By);
            var key = string.Join(
                '\n', by.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
            if (!series.TryGetValue(key, out var one))
            {
                series[key] = one = (by, new Buckets());
            }

            var bucket = question.BucketOf(point.At);
            if (!one.Points.TryGetValue(bucket, out var sum))
            {
                one.Points[bucket] = sum = MetricValue.Of(0, 0);
            }

            sum.Add(value);
        }

        return series.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new ClientSeries(
            instrument, one.Value.By, [.. one.Value.Points.Select(point => (point.Key, point.Value))]));
    }

    private sealed class Buckets : SortedDictionary<DateTimeOffset, MetricValue>;
}

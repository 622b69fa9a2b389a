using Dashboard.Texts;

namespace Dashboard.Explorer.ClientMetrics;

/// <summary>The body of <c>/api/client-metrics</c>: the instruments without a name, their series with one.</summary>
internal sealed record ClientMetricsBody(
    string From, string To, IReadOnlyList<ClientMetricsBody.InstrumentBody>? Instruments,
    IReadOnlyList<ClientMetricsBody.SeriesBody>? Series)
{
    /// <summary>An instrument that sent points.</summary>
    internal sealed record InstrumentBody(
        string Name, string? Measure, string Kind, string? Unit, long Points, string Last)
    {
        public static InstrumentBody Of(ClientInstrument instrument) => new(
            instrument.Name, MetricNames.MeasureOf(instrument.Name), instrument.Kind, instrument.Unit, instrument.Points,
            Rfc3339.Of(instrument.Last));
    }

    /// <summary>One instrument and one set of attributes.</summary>
    internal sealed record SeriesBody(
        string Name, string Kind, string? Unit, IReadOnlyDictionary<string, string> Attributes,
        IReadOnlyList<PointBody> Points)
    {
        public static SeriesBody Of(ClientSeries series) => new(
            series.Instrument.Name, series.Instrument.Kind, series.Instrument.Unit, series.Attributes,
            [.. series.Points.Select(point => PointBody.Of(point.Start, point.Value, series.Instrument.Kind != "sum"))]);
    }

    /// <summary>What was added in a bucket; for a sum, the sum alone. Quantiles are estimated from the buckets.</summary>
    internal sealed record PointBody(
        string T, double? Count, double Sum, double? Min, double? Max, double? P50, double? P95, double? P99,
        IReadOnlyList<BucketBody>? Buckets)
    {
        public static PointBody Of(DateTimeOffset start, MetricValue value, bool isHistogram) => new(
            Rfc3339.Of(start), isHistogram ? value.Count : null, value.Sum, value.Min, value.Max,
            value.Distribution.Quantile(0.5), value.Distribution.Quantile(0.95), value.Distribution.Quantile(0.99),
            isHistogram
                ? [.. value.Distribution.Buckets.Select(bucket => new BucketBody(
                    double.IsInfinity(bucket.Upper) ? null : bucket.Upper, bucket.Count))]
                : null);
    }

    /// <summary>Values up to a bound; null is the bucket that has none.</summary>
    internal sealed record BucketBody(double? Le, double Count);
}

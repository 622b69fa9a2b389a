using static Dashboard.Ingest.Wire.PointValueKind;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// The data points of <c>opentelemetry/proto/metrics/v1/metrics.proto</c> as a table, so that both encodings and all
/// five kinds of metric are read by one walk. Members are listed in the order in which records show them.
/// </summary>
internal sealed class PointSchema(params PointField[] fields)
{
    private static readonly PointSchema Exemplar = new(
        new PointField(2, "time_unix_nano", Fixed64),
        new PointField(3, "as_double", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(6, "as_int", SignedFixed64) { ZeroSaysSomething = true },
        new PointField(5, "trace_id", PointValueKind.TraceId),
        new PointField(4, "span_id", PointValueKind.SpanId),
        new PointField(7, "filtered_attributes", PointValueKind.Attribute) { Repeated = true });

    private static readonly PointSchema Quantile = new(
        new PointField(1, "quantile", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(2, "value", PointValueKind.Double) { ZeroSaysSomething = true });

    private static readonly PointSchema Buckets = new(
        new PointField(1, "offset", SignedVarint),
        new PointField(2, "bucket_counts", Varint) { Repeated = true });

    public static PointSchema Number { get; } = new(
        new PointField(2, "start_time_unix_nano", Fixed64),
        new PointField(3, "time_unix_nano", Fixed64),
        new PointField(4, "as_double", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(6, "as_int", SignedFixed64) { ZeroSaysSomething = true },
        new PointField(8, "flags", Varint),
        new PointField(7, "attributes", PointValueKind.Attribute) { Repeated = true },
        new PointField(5, "exemplars", Message, Exemplar) { Repeated = true });

    public static PointSchema Histogram { get; } = new(
        new PointField(2, "start_time_unix_nano", Fixed64),
        new PointField(3, "time_unix_nano", Fixed64),
        new PointField(4, "count", Fixed64) { ZeroSaysSomething = true },
        new PointField(5, "sum", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(11, "min", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(12, "max", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(7, "explicit_bounds", PointValueKind.Double) { Repeated = true },
        new PointField(6, "bucket_counts", Fixed64) { Repeated = true },
        new PointField(10, "flags", Varint),
        new PointField(9, "attributes", PointValueKind.Attribute) { Repeated = true },
        new PointField(8, "exemplars", Message, Exemplar) { Repeated = true });

    public static PointSchema ExponentialHistogram { get; } = new(
        new PointField(2, "start_time_unix_nano", Fixed64),
        new PointField(3, "time_unix_nano", Fixed64),
        new PointField(4, "count", Fixed64) { ZeroSaysSomething = true },
        new PointField(5, "sum", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(12, "min", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(13, "max", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(6, "scale", SignedVarint),
        new PointField(7, "zero_count", Fixed64),
        new PointField(14, "zero_threshold", PointValueKind.Double),
        new PointField(8, "positive", Message, Buckets),
        new PointField(9, "negative", Message, Buckets),
        new PointField(10, "flags", Varint),
        new PointField(1, "attributes", PointValueKind.Attribute) { Repeated = true },
        new PointField(11, "exemplars", Message, Exemplar) { Repeated = true });

    public static PointSchema Summary { get; } = new(
        new PointField(2, "start_time_unix_nano", Fixed64),
        new PointField(3, "time_unix_nano", Fixed64),
        new PointField(4, "count", Fixed64) { ZeroSaysSomething = true },
        new PointField(5, "sum", PointValueKind.Double) { ZeroSaysSomething = true },
        new PointField(6, "quantile_values", Message, Quantile) { Repeated = true },
        new PointField(8, "flags", Varint),
        new PointField(7, "attributes", PointValueKind.Attribute) { Repeated = true });

    public PointField[] Fields { get; } = fields;

    /// <summary>The place of the field in <see cref="Fields"/>; negative when it is unknown.</summary>
    public int Find(int number) => Array.FindIndex(Fields, field => field.Number == number);

    public int Find(string jsonName) => Array.FindIndex(Fields, field => field.JsonName == jsonName);
}

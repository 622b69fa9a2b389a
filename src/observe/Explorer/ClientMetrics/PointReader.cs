using System.Globalization;
using System.Text.Json;
using Dashboard.Telemetry;
using Dashboard.Texts;

namespace Dashboard.Explorer.ClientMetrics;

/// <summary>Reads the raw JSON of a stored point, described at <see cref="MetricRecord"/>.</summary>
internal static class PointReader
{
    private const int Cumulative = 2;

    /// <summary>Null for kinds that add up to nothing (gauge, summary) and for what is not understood.</summary>
    public static MetricPoint? Read(string name, string kind, DateTimeOffset at, string raw)
    {
        using var document = LenientJson.Parse(raw);
        var root = document.RootElement;
        if (!root.TryGetProperty("point", out var point) || Value(kind, point) is not { } value)
        {
            return null;
        }

        var start = Number(point, "start_time_unix_nano");
        return new MetricPoint(
            $"{name} {Text(root, "resource")} {Text(root, "scope")} {Text(point, "attributes")}",
            at,
            start > 0 ? DateTimeOffset.UnixEpoch.AddTicks((long)(start / 100)) : null,
            Number(point, "aggregation_temporality") == Cumulative,
            kind != "sum" || (point.TryGetProperty("is_monotonic", out var grows) && grows.ValueKind == JsonValueKind.True),
            new MetricAttributes(Texts(point, "attributes"), Texts(root, "resource")),
            value);
    }

    private static MetricValue? Value(string kind, JsonElement point) => kind switch
    {
        "sum" => MetricValue.Of(0, Number(point, "as_int") ?? Number(point, "as_double") ?? 0),
        "histogram" => Histogram(point),
        "exponential_histogram" => Exponential(point),
        _ => null,
    };

    private static MetricValue Histogram(JsonElement point)
    {
        var value = Summary(point);
        var (bounds, counts) = (Numbers(point, "explicit_bounds"), Numbers(point, "bucket_counts"));
        for (var i = 0; i < counts.Count && i <= bounds.Count; i++)
        {
            if (counts[i] > 0)
            {
                value.Distribution.Add(
                    i == 0 ? double.NegativeInfinity : bounds[i - 1],
                    i == bounds.Count ? double.PositiveInfinity : bounds[i],
                    counts[i]);
            }
        }

        return value;
    }

    /// <summary>
    /// Bucket <c>i</c> holds what lies above <c>base^i</c> up to <c>base^(i+1)</c>, where <c>base = 2^(2^-scale)</c>
    /// (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram).
    /// </summary>
    private static MetricValue Exponential(JsonElement point)
    {
        var value = Summary(point);
        var scale = Number(point, "scale") ?? 0;
        var zero = Number(point, "zero_threshold") ?? 0;
        if (Number(point, "zero_count") is > 0 and var zeros)
        {
            value.Distribution.Add(-zero, zero, zeros);
        }

        foreach (var (side, sign) in (ReadOnlySpan<(string, int)>)[("positive", 1), ("negative", -1)])
        {
            if (!point.TryGetProperty(side, out var buckets) || buckets.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var (offset, counts) = (Number(buckets, "offset") ?? 0, Numbers(buckets, "bucket_counts"));
            for (var i = 0; i < counts.Count; i++)
            {
                if (counts[i] > 0)
                {
                    var (near, far) = (Bound(scale, offset + i), Bound(scale, offset + i + 1));
                    value.Distribution.Add(sign > 0 ? near : -far, sign > 0 ? far : -near, counts[i]);
                }
            }
        }

        return value;
    }

    private static double Bound(double scale, double index) => Math.Pow(2, index * Math.Pow(2, -scale));

    private static MetricValue Summary(JsonElement point) => MetricValue.Of(
        Number(point, "count") ?? 0, Number(point, "sum") ?? 0, Number(point, "min"), Number(point, "max"));

    private static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static List<double> Numbers(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : 0)]
            : [];

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetRawText() : "";

    private static Dictionary<string, string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToDictionary(
                member => member.Name,
                member => member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetString()!
                    : member.Value.GetRawText().ToLower(CultureInfo.InvariantCulture))
            : [];
}

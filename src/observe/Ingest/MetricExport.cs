using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;

namespace Dashboard.Ingest;

/// <summary>From the bytes of an <c>ExportMetricsServiceRequest</c> to one record per point.</summary>
internal static class MetricExport
{
    /// <exception cref="OtlpFormatException">The body cannot be read.</exception>
    public static Export<MetricRecord> Read(
        ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project, DateTimeOffset now)
    {
        var limits = new ReadLimits();
        using var json = new JsonScratch();
        var origin = new OriginJson(json);
        var records = new List<MetricRecord>();
        var rejected = new Rejections("data points");
        OtlpReader.ReadMetrics(body, encoding, limits, (scope, metric) =>
        {
            if (metric.Fault is { } fault)
            {
                rejected.Add(fault, Math.Max(1, metric.Points.Count));
                return;
            }

            foreach (var point in metric.Points)
            {
                if (AcceptedTimes.Fault("time_unix_nano", point.TimeNanos, now) is { } reason)
                {
                    rejected.Add(reason);
                    continue;
                }

                records.Add(new MetricRecord(
                    project,
                    AcceptedTimes.ToTimestamp(point.TimeNanos),
                    SpanIdentity.Name(metric.Name) ?? "",
                    metric.Kind,
                    SpanIdentity.Name(metric.Unit),
                    Raw(metric, point, scope, origin, json, limits)));
            }
        });
        return new Export<MetricRecord>(records, rejected);
    }

    private static string Raw(
        OtlpMetric metric, PointValues point, OtlpScope scope, OriginJson origin, JsonScratch json, ReadLimits limits)
    {
        origin.Load(scope);
        var writer = json.Begin();
        writer.WriteStartObject();
        origin.Write(writer);
        if (!string.IsNullOrEmpty(metric.Description))
        {
            writer.WriteString("description", metric.Description);
        }

        writer.WriteStartObject("point");
        if (metric.Temporality != 0)
        {
            writer.WriteNumber("aggregation_temporality", metric.Temporality);
        }

        if (metric.Kind == "sum")
        {
            writer.WriteBoolean("is_monotonic", metric.IsMonotonic);
        }

        foreach (var (name, value) in point.ToMap().Members)
        {
            writer.WritePropertyName(name);
            AttributeJson.Write(writer, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        limits.TakeText(json.Length);
        return json.End();
    }
}

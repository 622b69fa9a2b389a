using System.Text.Json;

namespace Dashboard.Ingest.Wire;

/// <summary>Metrics and their points in OTLP/JSON.</summary>
internal static class JsonMetrics
{
    private static readonly string[] Temporalities = ["UNSPECIFIED", "DELTA", "CUMULATIVE"];

    public static OtlpMetric Metric(ref JsonInput json)
    {
        var metric = new OtlpMetric();
        if (json.EnterObject("a metric"))
        {
            while (json.NextMember(out var name))
            {
                ReadMember(ref json, name, metric);
            }
        }

        metric.Fault = json.TakeFault();
        return metric;
    }

    private static void ReadMember(ref JsonInput json, string name, OtlpMetric metric)
    {
        switch (name)
        {
            case "name":
                metric.Name = json.Name(name);
                break;
            case "description":
                metric.Description = json.Text(name);
                break;
            case "unit":
                metric.Unit = json.Text(name);
                break;
            case "gauge":
                ReadData(ref json, metric, "gauge", PointSchema.Number);
                break;
            case "sum":
                ReadData(ref json, metric, "sum", PointSchema.Number);
                break;
            case "histogram":
                ReadData(ref json, metric, "histogram", PointSchema.Histogram);
                break;
            case "exponentialHistogram":
                ReadData(ref json, metric, "exponential_histogram", PointSchema.ExponentialHistogram);
                break;
            case "summary":
                ReadData(ref json, metric, "summary", PointSchema.Summary);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private static void ReadData(ref JsonInput json, OtlpMetric metric, string kind, PointSchema schema)
    {
        metric.Kind = kind;
        if (!json.EnterObject(kind))
        {
            return;
        }

        while (json.NextMember(out var name))
        {
            switch (name)
            {
                case "dataPoints":
                    ReadPoints(ref json, metric, schema);
                    break;
                case "aggregationTemporality":
                    metric.Temporality = json.Enum(name, Temporalities);
                    break;
                case "isMonotonic":
                    metric.IsMonotonic = json.Bool(name);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }

    private static void ReadPoints(ref JsonInput json, OtlpMetric metric, PointSchema schema)
    {
        if (!json.EnterArray("dataPoints"))
        {
            return;
        }

        while (json.NextItem())
        {
            if (json.EnterObject("dataPoints"))
            {
                metric.Points.Add(Message(ref json, schema));
            }
        }
    }

    private static PointValues Message(ref JsonInput json, PointSchema schema)
    {
        json.Limits.TakeItem();
        var values = new PointValues(schema);
        while (json.NextMember(out var name))
        {
            var place = schema.Find(name);
            if (place < 0 || json.Token == JsonTokenType.Null)
            {
                json.Skip();
                continue;
            }

            ReadField(ref json, schema.Fields[place], place, values);
        }

        return values;
    }

    private static void ReadField(ref JsonInput json, PointField field, int place, PointValues values)
    {
        if (field.Kind == PointValueKind.Attribute)
        {
            JsonValues.ReadAttributes(ref json, values.Members(place));
        }
        else if (!field.Repeated)
        {
            if (Value(ref json, field) is { Kind: not AttributeKind.Null } value)
            {
                values.Set(place, value);
            }
        }
        else if (json.EnterArray(field.JsonName))
        {
            while (json.NextItem())
            {
                json.Limits.TakeValue();
                values.Add(place, Value(ref json, field));
            }
        }
    }

    private static AttributeValue Value(ref JsonInput json, PointField field) => field.Kind switch
    {
        PointValueKind.Message =>
            json.EnterObject(field.JsonName) ? Message(ref json, field.Message!).ToMap() : default,
        PointValueKind.Double => AttributeValue.Of(json.Double(field.JsonName)),
        PointValueKind.TraceId or PointValueKind.SpanId =>
            AttributeValue.Of(json.Text(field.JsonName)?.ToLowerInvariant() ?? ""),
        PointValueKind.Fixed64 or PointValueKind.Varint =>
            AttributeValue.Of(unchecked((long)json.UInt64(field.JsonName))),
        _ => AttributeValue.Of(json.Int64(field.JsonName)),
    };
}

namespace Dashboard.Ingest.Wire;

/// <summary>The message <c>Metric</c> and its points on the protobuf wire.</summary>
internal static class ProtobufMetrics
{
    public static OtlpMetric Metric(ProtobufReader reader)
    {
        var metric = new OtlpMetric();
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    metric.Name = NameCache.Get(reader.Bytes());
                    break;
                case (2, WireType.Bytes):
                    metric.Description = reader.Text();
                    break;
                case (3, WireType.Bytes):
                    metric.Unit = reader.Text();
                    break;
                case (5, WireType.Bytes):
                    ReadData(reader.Message(), metric, "gauge", PointSchema.Number);
                    break;
                case (7, WireType.Bytes):
                    ReadData(reader.Message(), metric, "sum", PointSchema.Number);
                    break;
                case (9, WireType.Bytes):
                    ReadData(reader.Message(), metric, "histogram", PointSchema.Histogram);
                    break;
                case (10, WireType.Bytes):
                    ReadData(reader.Message(), metric, "exponential_histogram", PointSchema.ExponentialHistogram);
                    break;
                case (11, WireType.Bytes):
                    ReadData(reader.Message(), metric, "summary", PointSchema.Summary);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return metric;
    }

    private static void ReadData(ProtobufReader reader, OtlpMetric metric, string kind, PointSchema schema)
    {
        metric.Kind = kind;
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    metric.Points.Add(Message(reader.Message(), schema));
                    break;
                case (2, WireType.Varint):
                    metric.Temporality = unchecked((int)reader.Varint());
                    break;
                case (3, WireType.Varint):
                    metric.IsMonotonic = reader.Varint() != 0;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static PointValues Message(ProtobufReader reader, PointSchema schema)
    {
        reader.Limits.TakeItem();
        var values = new PointValues(schema);
        while (reader.Next())
        {
            var place = schema.Find(reader.Field);
            if (place < 0)
            {
                reader.Skip();
                continue;
            }

            ReadField(ref reader, schema.Fields[place], place, values);
        }

        return values;
    }

    private static void ReadField(ref ProtobufReader reader, PointField field, int place, PointValues values)
    {
        switch (field.Kind, reader.Type)
        {
            case (PointValueKind.Attribute, WireType.Bytes):
                values.Members(place).Add(ProtobufValues.Attribute(reader.Message()));
                break;
            case (PointValueKind.Message, WireType.Bytes) when field.Repeated:
                values.Add(place, Message(reader.Message(), field.Message!).ToMap());
                break;
            case (PointValueKind.Message, WireType.Bytes):
                values.Set(place, Message(reader.Message(), field.Message!).ToMap());
                break;
            case (PointValueKind.TraceId or PointValueKind.SpanId, WireType.Bytes):
                values.Set(place, AttributeValue.Of(Convert.ToHexStringLower(reader.Bytes())));
                break;
            case (_, WireType.Bytes) when field.Repeated:
                for (var packed = reader.Message(); !packed.AtEnd;)
                {
                    packed.Limits.TakeValue();
                    values.Add(place, Scalar(ref packed, field.Kind));
                }

                break;
            case (_, var type) when type == ScalarType(field.Kind) && field.Repeated:
                reader.Limits.TakeValue();
                values.Add(place, Scalar(ref reader, field.Kind));
                break;
            case (_, var type) when type == ScalarType(field.Kind):
                values.Set(place, Scalar(ref reader, field.Kind));
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static WireType? ScalarType(PointValueKind kind) => kind switch
    {
        PointValueKind.Fixed64 or PointValueKind.SignedFixed64 or PointValueKind.Double => WireType.Fixed64,
        PointValueKind.Varint or PointValueKind.SignedVarint => WireType.Varint,
        _ => null,
    };

    private static AttributeValue Scalar(ref ProtobufReader reader, PointValueKind kind) => kind switch
    {
        PointValueKind.Double => AttributeValue.Of(reader.Double()),
        PointValueKind.Varint => AttributeValue.Of(unchecked((long)reader.Varint())),
        PointValueKind.SignedVarint => AttributeValue.Of(ZigZag(reader.Varint())),
        _ => AttributeValue.Of(unchecked((long)reader.Fixed64())),
    };

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}

namespace Dashboard.Ingest.Wire;

/// <summary>The messages of <c>opentelemetry/proto/common/v1</c> and <c>resource/v1</c>.</summary>
internal static class ProtobufValues
{
    public static OtlpResource Resource(ProtobufReader reader)
    {
        List<OtlpAttribute> attributes = [];
        while (reader.Next())
        {
            if ((reader.Field, reader.Type) == (1, WireType.Bytes))
            {
                attributes.Add(Attribute(reader.Message()));
            }
            else
            {
                reader.Skip();
            }
        }

        return new OtlpResource(attributes);
    }

    public static OtlpScope Scope(ProtobufReader reader, OtlpResource resource)
    {
        string? name = null;
        string? version = null;
        List<OtlpAttribute> attributes = [];
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    name = reader.Text();
                    break;
                case (2, WireType.Bytes):
                    version = reader.Text();
                    break;
                case (3, WireType.Bytes):
                    attributes.Add(Attribute(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OtlpScope(resource, name, version, attributes);
    }

    /// <summary>A <c>KeyValue</c>; without a value it is null.</summary>
    public static OtlpAttribute Attribute(ProtobufReader reader, int depth = 0)
    {
        reader.Limits.TakeValue();
        var key = "";
        AttributeValue value = default;
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    key = NameCache.Get(reader.Bytes());
                    break;
                case (2, WireType.Bytes):
                    value = Value(reader.Message(), depth);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OtlpAttribute(key, value);
    }

    /// <summary>An <c>AnyValue</c>.</summary>
    public static AttributeValue Value(ProtobufReader reader, int depth = 0)
    {
        AttributeValue value = default;
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    value = AttributeValue.Of(reader.Text());
                    break;
                case (2, WireType.Varint):
                    value = AttributeValue.Of(reader.Varint() != 0);
                    break;
                case (3, WireType.Varint):
                    value = AttributeValue.Of(unchecked((long)reader.Varint()));
                    break;
                case (4, WireType.Fixed64):
                    value = AttributeValue.Of(reader.Double());
                    break;
                case (5 or 6, WireType.Bytes) when depth >= ReadLimits.MaxDepth:
                    reader.Skip();
                    value = AttributeValue.Of(ReadLimits.TooDeep);
                    break;
                case (5, WireType.Bytes):
                    value = Items(reader.Message(), depth + 1);
                    break;
                case (6, WireType.Bytes):
                    value = Members(reader.Message(), depth + 1);
                    break;
                case (7, WireType.Bytes):
                    value = AttributeValue.Of(reader.Bytes().ToArray());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private static AttributeValue Items(ProtobufReader reader, int depth)
    {
        List<AttributeValue> items = [];
        while (reader.Next())
        {
            if ((reader.Field, reader.Type) == (1, WireType.Bytes))
            {
                reader.Limits.TakeValue();
                items.Add(Value(reader.Message(), depth));
            }
            else
            {
                reader.Skip();
            }
        }

        return AttributeValue.Of(items);
    }

    private static AttributeValue Members(ProtobufReader reader, int depth)
    {
        List<OtlpAttribute> members = [];
        while (reader.Next())
        {
            if ((reader.Field, reader.Type) == (1, WireType.Bytes))
            {
                members.Add(Attribute(reader.Message(), depth));
            }
            else
            {
                reader.Skip();
            }
        }

        return AttributeValue.Of(members);
    }
}

using System.Text.Json;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// Resources, scopes, attributes and values in OTLP/JSON. A plain object is also taken for attributes, as some send it.
/// </summary>
internal static class JsonValues
{
    public static OtlpResource Resource(ref JsonInput json)
    {
        List<OtlpAttribute> attributes = [];
        if (json.EnterObject("resource"))
        {
            while (json.NextMember(out var name))
            {
                if (name == "attributes")
                {
                    ReadAttributes(ref json, attributes);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        return new OtlpResource(attributes);
    }

    public static OtlpScope Scope(ref JsonInput json, OtlpResource resource)
    {
        string? scopeName = null;
        string? version = null;
        List<OtlpAttribute> attributes = [];
        if (json.EnterObject("scope"))
        {
            while (json.NextMember(out var name))
            {
                switch (name)
                {
                    case "name":
                        scopeName = json.Text("scope.name");
                        break;
                    case "version":
                        version = json.Text("scope.version");
                        break;
                    case "attributes":
                        ReadAttributes(ref json, attributes);
                        break;
                    default:
                        json.Skip();
                        break;
                }
            }
        }

        return new OtlpScope(resource, scopeName, version, attributes);
    }

    public static void ReadAttributes(ref JsonInput json, List<OtlpAttribute> attributes, int depth = 0)
    {
        if (json.Token == JsonTokenType.StartObject)
        {
            while (json.NextNamed(out var key))
            {
                json.Limits.TakeValue();
                attributes.Add(new OtlpAttribute(key.Replace('\0', '\uFFFD'), Plain(ref json, depth)));
            }
        }
        else if (json.EnterArray("attributes"))
        {
            while (json.NextItem())
            {
                if (json.EnterObject("attributes"))
                {
                    json.Limits.TakeValue();
                    attributes.Add(Attribute(ref json, depth));
                }
            }
        }
    }

    /// <summary>An <c>AnyValue</c>: <c>{"stringValue":"x"}</c>. Without a member it is null.</summary>
    public static AttributeValue Value(ref JsonInput json, int depth = 0)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            return Plain(ref json, depth);
        }

        AttributeValue value = default;
        while (json.NextMember(out var name))
        {
            switch (name)
            {
                case "stringValue":
                    value = json.Text(name) is { } text ? AttributeValue.Of(text) : default;
                    break;
                case "boolValue":
                    value = AttributeValue.Of(json.Bool(name));
                    break;
                case "intValue":
                    value = AttributeValue.Of(json.Int64(name));
                    break;
                case "doubleValue":
                    value = AttributeValue.Of(json.Double(name));
                    break;
                case "bytesValue":
                    value = Base64(ref json);
                    break;
                case "arrayValue" or "kvlistValue" when depth >= ReadLimits.MaxDepth:
                    json.Skip();
                    value = AttributeValue.Of(ReadLimits.TooDeep);
                    break;
                case "arrayValue":
                    value = Items(ref json, depth + 1);
                    break;
                case "kvlistValue":
                    value = Members(ref json, depth + 1);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return value;
    }

    private static OtlpAttribute Attribute(ref JsonInput json, int depth)
    {
        var key = "";
        AttributeValue value = default;
        while (json.NextMember(out var name))
        {
            switch (name)
            {
                case "key":
                    key = json.Name("attributes.key");
                    break;
                case "value":
                    value = Value(ref json, depth);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new OtlpAttribute(key, value);
    }

    private static AttributeValue Items(ref JsonInput json, int depth)
    {
        List<AttributeValue> items = [];
        if (json.EnterObject("arrayValue"))
        {
            while (json.NextMember(out var name))
            {
                if (name == "values" && json.EnterArray("arrayValue.values"))
                {
                    while (json.NextItem())
                    {
                        json.Limits.TakeValue();
                        items.Add(Value(ref json, depth));
                    }
                }
                else if (name != "values")
                {
                    json.Skip();
                }
            }
        }

        return AttributeValue.Of(items);
    }

    private static AttributeValue Members(ref JsonInput json, int depth)
    {
        List<OtlpAttribute> members = [];
        if (json.EnterObject("kvlistValue"))
        {
            while (json.NextMember(out var name))
            {
                if (name == "values")
                {
                    ReadAttributes(ref json, members, depth);
                }
                else
                {
                    json.Skip();
                }
            }
        }

        return AttributeValue.Of(members);
    }

    private static AttributeValue Base64(ref JsonInput json)
    {
        var text = json.Text("bytesValue");
        var bytes = new byte[(text?.Length ?? 0) / 4 * 3 + 3];
        if (text is not null && Convert.TryFromBase64String(text, bytes, out var length))
        {
            return AttributeValue.Of(bytes[..length]);
        }

        // Not base64 after all: the text says more than nothing.
        return text is null ? default : AttributeValue.Of(text);
    }

    /// <summary>A value without its type around it.</summary>
    private static AttributeValue Plain(ref JsonInput json, int depth)
    {
        switch (json.Token)
        {
            case JsonTokenType.String:
                return AttributeValue.Of(json.Text("value") ?? "");
            case JsonTokenType.Number:
                return JsonNumbers.TryInt64(json.Bytes, out var whole)
                    ? AttributeValue.Of(whole)
                    : AttributeValue.Of(json.Double("value"));
            case JsonTokenType.True or JsonTokenType.False:
                return AttributeValue.Of(json.Bool("value"));
            case JsonTokenType.StartObject or JsonTokenType.StartArray when depth >= ReadLimits.MaxDepth:
                json.Skip();
                return AttributeValue.Of(ReadLimits.TooDeep);
            case JsonTokenType.StartObject:
                List<OtlpAttribute> members = [];
                ReadAttributes(ref json, members, depth + 1);
                return AttributeValue.Of(members);
            case JsonTokenType.StartArray:
                List<AttributeValue> items = [];
                while (json.NextItem())
                {
                    json.Limits.TakeValue();
                    items.Add(Plain(ref json, depth + 1));
                }

                return AttributeValue.Of(items);
            default:
                return default;
        }
    }
}

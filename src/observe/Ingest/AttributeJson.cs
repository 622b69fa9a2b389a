using System.Globalization;
using System.Text.Json;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>
/// Writes attribute values as plain JSON: maps as objects, bytes as base64, NaN and the infinities as strings.
/// </summary>
internal static class AttributeJson
{
    /// <summary>
    /// Writes <c>"name":{...}</c>, and nothing when there are no attributes. Of repeated keys the last is written.
    /// </summary>
    public static void WriteMember(Utf8JsonWriter json, string name, IReadOnlyList<OtlpAttribute> attributes)
    {
        if (attributes.Count > 0)
        {
            json.WritePropertyName(name);
            WriteMap(json, attributes);
        }
    }

    public static void WriteMap(Utf8JsonWriter json, IReadOnlyList<OtlpAttribute> attributes)
    {
        json.WriteStartObject();
        var last = LastPlaces(attributes);
        for (var i = 0; i < attributes.Count; i++)
        {
            if (last is null || last[attributes[i].Key] == i)
            {
                json.WritePropertyName(attributes[i].Key);
                Write(json, attributes[i].Value);
            }
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                json.WriteStringValue(value.Text);
                break;
            case AttributeKind.Bool:
                json.WriteBooleanValue(value.Bool);
                break;
            case AttributeKind.Int:
                json.WriteNumberValue(value.Int);
                break;
            case AttributeKind.Double when double.IsFinite(value.Double):
                json.WriteNumberValue(value.Double);
                break;
            case AttributeKind.Double:
                json.WriteStringValue(value.Double.ToString(CultureInfo.InvariantCulture));
                break;
            case AttributeKind.Bytes:
                json.WriteBase64StringValue(value.Bytes);
                break;
            case AttributeKind.Array:
                json.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case AttributeKind.Map:
                WriteMap(json, value.Members);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>The text of a value that is no structure; null for structures and null.</summary>
    public static string? ScalarText(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => value.Text,
        AttributeKind.Bool => value.Bool ? "true" : "false",
        AttributeKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Double => value.Double.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Bytes => Convert.ToBase64String(value.Bytes),
        _ => null,
    };

    /// <summary>
    /// Where each key occurs last; null when all are different, which short lists show without a dictionary.
    /// </summary>
    private static Dictionary<string, int>? LastPlaces(IReadOnlyList<OtlpAttribute> attributes)
    {
        const int ComparedPairwise = 16;
        var repeated = attributes.Count > ComparedPairwise;
        for (var i = 1; i < attributes.Count && !repeated; i++)
        {
            for (var k = 0; k < i && !repeated; k++)
            {
                repeated = attributes[i].Key == attributes[k].Key;
            }
        }

        if (!repeated)
        {
            return null;
        }

        var places = new Dictionary<string, int>(attributes.Count);
        for (var i = 0; i < attributes.Count; i++)
        {
            places[attributes[i].Key] = i;
        }

        return places;
    }
}

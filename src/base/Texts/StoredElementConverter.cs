using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Dashboard.Texts;

/// <summary>
/// JSON within a request's body that is to be stored; its strings as <see cref="StoredStringConverter"/> has them.
/// </summary>
public sealed class StoredElementConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        var raw = JsonMarshal.GetRawUtf8Value(element).ToArray();
        if (!Utf8.IsValid(raw))
        {
            throw new JsonException(StoredStringConverter.IsNotUtf8);
        }

        if (JsonRepair.HoldsNul(raw))
        {
            throw new JsonException(StoredStringConverter.HoldsNul);
        }

        return LenientJson.IsWhole(raw) ? element : LenientJson.ParseElement(raw);
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        value.WriteTo(writer);
}

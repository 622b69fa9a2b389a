using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Texts;

/// <summary>Times of a request's body, within the years that <see cref="OutsideTime"/> takes.</summary>
public sealed class OutsideTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && OutsideTime.TryParse(reader.UnescapedText(), out var time)
            ? time
            : throw new JsonException(OutsideTime.Fault);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Dashboard.Texts;

/// <summary>
/// Strings of a request's body that are to be stored. Half an emoji, which JavaScript's <c>substring</c> makes, becomes
/// U+FFFD; NUL and bytes that are not UTF-8 are nobody's text and are refused, by the path of the member.
/// </summary>
public sealed class StoredStringConverter : JsonConverter<string>
{
    /// <summary>What is wrong with a text that holds NUL.</summary>
    public const string HoldsNul = "must not contain the character U+0000";

    /// <summary>What is wrong with bytes that are not UTF-8.</summary>
    public const string IsNotUtf8 = "must be valid UTF-8";

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Text(reader)
            : throw new JsonException($"must be a text, not {Named(reader.TokenType)}");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Text(reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string Text(in Utf8JsonReader reader)
    {
        Span<byte> joined = reader.HasValueSequence ? new byte[reader.ValueSequence.Length] : [];
        if (reader.HasValueSequence)
        {
            System.Buffers.BuffersExtensions.CopyTo(reader.ValueSequence, joined);
        }

        ReadOnlySpan<byte> value = reader.HasValueSequence ? joined : reader.ValueSpan;
        if (!Utf8.IsValid(value))
        {
            throw new JsonException(IsNotUtf8);
        }

        var text = reader.ValueIsEscaped ? JsonText.UnescapePiece(value) : System.Text.Encoding.UTF8.GetString(value);
        return text.Contains('\0') ? throw new JsonException(HoldsNul) : WireText.Clean(text);
    }

    private static string Named(JsonTokenType token) => token switch
    {
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        _ => "this",
    };
}

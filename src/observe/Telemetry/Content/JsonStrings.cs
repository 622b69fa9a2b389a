using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Telemetry.Content;

/// <summary>
/// Rewrites the strings of a JSON text and leaves its shape and its numbers alone: a time in nanoseconds can look like
/// the number of a card. Text that is no JSON is rewritten as a whole.
/// </summary>
internal static class JsonStrings
{
    // The text is data in a database, never markup: what JSON allows may stay readable.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonReaderOptions s_deep = new() { MaxDepth = 1000 };

    public static string Rewrite(string text, Func<string, string> rewrite)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '"', ..])
        {
            return rewrite(text);
        }

        try
        {
            var changed = false;
            using var buffer = new MemoryStream(text.Length);
            using (var writer = new Utf8JsonWriter(buffer, s_options))
            {
                Copy(Encoding.UTF8.GetBytes(text), writer, value =>
                {
                    var rewritten = rewrite(value);
                    changed |= !ReferenceEquals(rewritten, value) && rewritten != value;
                    return rewritten;
                });
            }

            return changed ? Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) : text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return rewrite(text);
        }
    }

    private static void Copy(byte[] json, Utf8JsonWriter writer, Func<string, string> rewrite)
    {
        var reader = new Utf8JsonReader(json, s_deep);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(rewrite(reader.UnescapedText()));
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(Inner(reader.UnescapedText(), rewrite));
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    // Clients put JSON into strings, such as the arguments of tools.
    private static string Inner(string value, Func<string, string> rewrite) =>
        value is ['{' or '[', ..] ? Rewrite(value, rewrite) : rewrite(value);
}

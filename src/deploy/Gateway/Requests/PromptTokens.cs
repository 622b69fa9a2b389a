using System.Text;
using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Gateway.Requests;

/// <summary>
/// Guesses the tokens of what a model reads: its texts by their length, and pictures, recordings and files by what their
/// part says it is, for in base64 their length says little. A text is a text however it looks.
/// </summary>
internal static class PromptTokens
{
    /// <summary>A picture, a recording, a file: about a thousand tokens.</summary>
    public const long Attachment = 1024 * TextTokens.PerToken;

    private static readonly byte[][] _texts = Names("text", "input_text", "output_text", "content");

    private static readonly byte[][] _attachments = Names(
        "image_url", "input_image", "image", "image_file", "output_image", "computer_screenshot",
        "image_generation_call", "input_audio", "audio_url", "audio", "output_audio", "video_url", "input_video", "video",
        "file", "input_file", "document");

    /// <summary>Members that say enough where the type is missing.</summary>
    private static readonly byte[][] _telling = Names("image_url", "input_audio", "audio_url", "video_url");

    /// <summary>Members in which an attachment has its bytes, or the address of them.</summary>
    private static readonly byte[][] _payloads = Names(
        "file", "file_data", "file_url", "source", "data", "url", "audio", "image", "video", "result");

    private enum Kind
    {
        Unknown,
        Text,
        Attachment,
    }

    /// <summary>The guess, in quarters of a token, for the prompt that the reader stands on, which it skips.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="hasTokens">Whether numbers are tokens themselves, as a prompt may be given.</param>
    public static long Skip(ref Utf8JsonReader json, bool hasTokens)
    {
        var weight = Value(ref json, hasTokens);
        return weight.Text + weight.Payload;
    }

    /// <summary>The same for the schemas of tools, whose names a model reads as well.</summary>
    public static long SkipTools(ref Utf8JsonReader json)
    {
        var (depth, quarters) = (json.CurrentDepth, 0L);
        do
        {
            quarters += json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                ? TextTokens.Quarters(json.ValueSpan)
                : 0;
        }
        while (!(IsEnd(json.TokenType) && json.CurrentDepth == depth) && json.Read());
        return quarters;
    }

    // Of a container the end tells; a lone value ends where it begins.
    private static bool IsEnd(JsonTokenType type) =>
        type is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);

    private static byte[][] Names(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];

    private static Weight Value(ref Utf8JsonReader json, bool hasTokens)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return Text(json.ValueSpan);
            case JsonTokenType.Number when hasTokens:
                return new Weight(TextTokens.PerToken, 0);
            case JsonTokenType.StartObject:
                return Part(ref json, hasTokens);
            case JsonTokenType.StartArray:
                var sum = default(Weight);
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    var item = Value(ref json, hasTokens);
                    sum = new Weight(sum.Text + item.Text, sum.Payload + item.Payload);
                }

                return sum;
            default:
                return default;
        }
    }

    // A text file within a data address is its text, of which four characters hold three bytes.
    private static Weight Text(ReadOnlySpan<byte> text) => text.StartsWith("data:text/"u8)
        ? new Weight(text.Length * 3L / 4, 0)
        : new Weight(0, TextTokens.Quarters(text));

    /// <summary>The type may stand after what it is about, so both are kept until the object ends.</summary>
    private static Weight Part(ref Utf8JsonReader json, bool hasTokens)
    {
        var (kind, text, plain, payload) = (Kind.Unknown, 0L, 0L, 0L);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isType = json.NameIs("type"u8);
            var names = IsOneOf(ref json, _telling);
            var isPayload = names || IsOneOf(ref json, _payloads);
            json.Read();
            kind = isType && json.TokenType == JsonTokenType.String ? Of(ref json)
                : names && kind == Kind.Unknown ? Kind.Attachment
                : kind;
            var value = Value(ref json, hasTokens);
            text += value.Text;
            plain += isPayload ? 0 : value.Payload;
            payload += isPayload ? value.Payload : 0;
        }

        return kind switch
        {
            Kind.Attachment => new Weight(text + plain + Attachment, 0),
            Kind.Text => new Weight(text + plain + payload, 0),
            _ => new Weight(text, plain + payload),
        };
    }

    private static Kind Of(ref Utf8JsonReader type) =>
        IsOneOf(ref type, _texts) ? Kind.Text
        : IsOneOf(ref type, _attachments) ? Kind.Attachment
        : Kind.Unknown;

    private static bool IsOneOf(ref Utf8JsonReader json, byte[][] names)
    {
        foreach (var name in names)
        {
            if (json.NameIs(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Quarters of a token.</summary>
    /// <param name="Text">What counts in any case.</param>
    /// <param name="Payload">What counts unless it turns out to be the bytes of an attachment.</param>
    private readonly record struct Weight(long Text, long Payload);
}

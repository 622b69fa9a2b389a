using System.Text.Json;

namespace Dashboard.Gateway.Requests;

/// <summary>How much text a value holds, by which its tokens are estimated.</summary>
internal static class TextLength
{
    /// <summary>A picture or a recording in base64 is no text: it counts as about a thousand tokens.</summary>
    private const int Attachment = 4096;

    private const int LongestWord = 2048;

    /// <summary>The bytes of all texts in the value that the reader stands on, which it skips.</summary>
    public static long Skip(ref Utf8JsonReader json)
    {
        var depth = json.CurrentDepth;
        var bytes = 0L;
        do
        {
            if (json.TokenType == JsonTokenType.String)
            {
                bytes += Of(json.ValueSpan);
            }
        }
        while (!(IsEnd(json.TokenType) && json.CurrentDepth == depth) && json.Read());
        return bytes;
    }

    // Of a container the end tells; a lone value ends where it begins.
    private static bool IsEnd(JsonTokenType type) =>
        type is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);

    private static long Of(ReadOnlySpan<byte> text) =>
        text.Length > Attachment && text[..LongestWord].IndexOf((byte)' ') < 0 ? Attachment : text.Length;
}

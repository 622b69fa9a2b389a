using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Texts;

/// <summary>
/// Reads JSON strings by hand: the framework throws on a lone surrogate (<c>"\ud83d"</c>, half an emoji), of which
/// PostgreSQL can hold none and a client can send a million. They become U+FFFD, as do NUL characters and bytes that are
/// not UTF-8. Nothing here throws.
/// </summary>
public static class JsonText
{
    private const int LongestEscape = 6;

    /// <summary>The string or the member's name that the reader stands on.</summary>
    public static string UnescapedText(this in Utf8JsonReader json) =>
        json.ValueIsEscaped ? Unescape(json.ValueSpan) : WireText.Decode(json.ValueSpan);

    /// <summary>
    /// The same for a piece of text whose next piece may bring the rest of a character: nothing of it is lost until
    /// <see cref="TextPieces.Join"/>.
    /// </summary>
    public static string UnescapedPiece(this in Utf8JsonReader json) =>
        json.ValueIsEscaped ? UnescapePiece(json.ValueSpan) : TextPieces.Decode(json.ValueSpan);

    /// <summary>Whether the string or the member's name that the reader stands on is this one.</summary>
    public static bool NameIs(this in Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueIsEscaped
        ? json.ValueSpan.Length <= LongestEscape * name.Length && Unescape(json.ValueSpan) == Encoding.UTF8.GetString(name)
        : json.ValueSpan.SequenceEqual(name);

    /// <summary>The text of a JSON string whose syntax was already checked.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped) => Unescape(escaped, isPiece: false);

    internal static string UnescapePiece(ReadOnlySpan<byte> escaped) => Unescape(escaped, isPiece: true);

    private static string Unescape(ReadOnlySpan<byte> escaped, bool isPiece)
    {
        var rented = ArrayPool<char>.Shared.Rent(escaped.Length);
        var length = 0;
        while (!escaped.IsEmpty)
        {
            var backslash = escaped.IndexOf((byte)'\\');
            var plain = backslash < 0 ? escaped : escaped[..backslash];
            length += isPiece ? Copy(TextPieces.Decode(plain), rented.AsSpan(length))
                : Encoding.UTF8.GetChars(plain, rented.AsSpan(length));
            escaped = escaped[plain.Length..];
            if (!escaped.IsEmpty)
            {
                rented[length++] = ReadEscape(ref escaped);
            }
        }

        if (!isPiece)
        {
            WireText.Clean(rented.AsSpan(0, length));
        }

        var text = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    private static int Copy(string text, Span<char> to)
    {
        text.CopyTo(to);
        return text.Length;
    }

    private static char ReadEscape(ref ReadOnlySpan<byte> escaped)
    {
        var kind = escaped[1];
        if (kind == 'u')
        {
            var unit = ushort.Parse(escaped.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            escaped = escaped[6..];
            return (char)unit;
        }

        escaped = escaped[2..];
        return kind switch
        {
            (byte)'n' => '\n',
            (byte)'t' => '\t',
            (byte)'r' => '\r',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            _ => (char)kind,
        };
    }
}

using System.Text;

namespace Dashboard.Telemetry.Ingest.Wire;

/// <summary>
/// Makes text that PostgreSQL can hold: bytes that are not UTF-8 and NUL characters become U+FFFD, so that they stay
/// visible and cost no other span.
/// </summary>
internal static class WireText
{
    private const char Replacement = '\uFFFD';

    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return utf8.Contains((byte)0) ? text.Replace('\0', Replacement) : text;
    }

    /// <summary>Replaces NUL and surrogates without their partner, in place.</summary>
    public static void Clean(Span<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0'))
        {
            return;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                text[i] = Replacement;
            }
        }
    }

    /// <summary>
    /// The text cut to <paramref name="max"/> characters, never within a surrogate pair; null for empty text.
    /// </summary>
    public static string? Short(string? text, int max)
    {
        if (string.IsNullOrEmpty(text) || text.Length <= max)
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        return text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
    }
}

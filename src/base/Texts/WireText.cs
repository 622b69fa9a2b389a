using System.Text;

namespace Dashboard.Texts;

/// <summary>
/// Makes text that PostgreSQL can hold: bytes that are not UTF-8, surrogates without their partner and NUL characters
/// become U+FFFD, so that they stay visible and cost nothing else.
/// </summary>
public static class WireText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text of UTF-8 bytes of which nobody knows whether they are.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        return utf8.Contains((byte)0) ? text.Replace('\0', Replacement) : text;
    }

    /// <summary>The text without NUL and surrogates that have no partner.</summary>
    public static string Clean(string text) =>
        IsClean(text) ? text : string.Create(text.Length, text, static (clean, text) =>
        {
            text.CopyTo(clean);
            Clean(clean);
        });

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

    /// <summary>Whether nothing has to be replaced.</summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>The text cut to <paramref name="max"/> characters, never within a surrogate pair.</summary>
    public static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(max > 0 && char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    /// <summary>
    /// The text cut to <paramref name="max"/> characters, never within a surrogate pair; null for empty text.
    /// </summary>
    public static string? Shortened(string? text, int max) => string.IsNullOrEmpty(text) ? null : Cut(text, max);
}

using System.Buffers;
using System.Globalization;

namespace Dashboard.Gateway.Requests;

/// <summary>
/// Guesses the tokens of a text without a tokenizer, in quarters of a token: an ASCII character is a quarter, a letter
/// of another alphabet as many as it has bytes, a character of a script without spaces (Chinese, Japanese, Korean, Thai
/// and their neighbours) a whole token, and an emoji two. The tokenizers of today need less for some of it, rarely more.
/// </summary>
internal static class TextTokens
{
    /// <summary>Quarters in a token.</summary>
    public const int PerToken = 4;

    private const int Escape = 6;

    private static readonly SearchValues<byte> _plain =
        SearchValues.Create([.. Enumerable.Range(0, 128).Where(c => c != '\\').Select(c => (byte)c)]);

    /// <summary>The quarters of a JSON string as it is written, quotes excluded.</summary>
    public static long Quarters(ReadOnlySpan<byte> text)
    {
        var quarters = 0L;
        while (!text.IsEmpty)
        {
            if (text[0] >= 0x80 || text[0] == (byte)'\\')
            {
                quarters += First(text, out var bytes);
                text = text[Math.Min(bytes, text.Length)..];
                continue;
            }

            var plain = text.IndexOfAnyExcept(_plain);
            plain = plain < 0 ? text.Length : plain;
            quarters += plain;
            text = text[plain..];
        }

        return quarters;
    }

    private static int First(ReadOnlySpan<byte> text, out int bytes)
    {
        if (text[0] == (byte)'\\')
        {
            var isUnit = text.Length >= Escape && text[1] == (byte)'u';
            bytes = isUnit ? Escape : 2;
            return isUnit && ushort.TryParse(
                text[2..Escape], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                ? Weight(unit)
                : 1;
        }

        bytes = text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4;
        return bytes == 3 && text.Length >= 3
            ? Weight(((text[0] & 0x0F) << 12) | ((text[1] & 0x3F) << 6) | (text[2] & 0x3F))
            : bytes == 4 ? 2 * PerToken
            : bytes;
    }

    // Half of a surrogate pair is half of what stands in four bytes otherwise.
    private static int Weight(int unit) =>
        unit < 0x80 ? 1
        : unit < 0x800 ? 2
        : IsUnspaced(unit) ? PerToken
        : 3;

    private static bool IsUnspaced(int unit) => unit
        is (>= 0x0E00 and < 0x1200) // Thai, Lao, Tibetan, Burmese, Georgian, Hangul's letters
        or (>= 0x1780 and < 0x1800) // Khmer
        or (>= 0x2E80 and < 0xE000) // Chinese, Japanese, Korean; and surrogates
        or (>= 0xF900 and < 0xFB00) // compatibility ideographs
        or (>= 0xFE30 and < 0xFE50) or (>= 0xFF00 and < 0xFFF0); // wide forms
}

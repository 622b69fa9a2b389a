using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Dashboard.Texts;

/// <summary>
/// Text that comes in pieces, which some servers cut within a character: between the two halves of a surrogate pair, or
/// between the bytes of one UTF-8 sequence. Pieces are decoded without loss, put one behind the other, and joined.
/// </summary>
/// <remarks>
/// A byte that is not part of a character yet is kept as the lone surrogate U+DC00 plus the byte, as Python's
/// <c>surrogateescape</c> does (PEP 383).
/// </remarks>
public static class TextPieces
{
    private const char Escape = '\uDC00';

    /// <summary>The piece; what is no character yet is kept until <see cref="Join"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var text = new StringBuilder(utf8.Length);
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var stray in utf8[..consumed])
                {
                    text.Append((char)(Escape + stray));
                }
            }

            utf8 = utf8[consumed..];
        }

        return text.ToString();
    }

    /// <summary>All pieces as text that can be stored: what became no character is U+FFFD.</summary>
    public static string Join(string pieces)
    {
        if (WireText.IsClean(pieces))
        {
            return pieces;
        }

        var joined = new StringBuilder(pieces.Length);
        for (var at = 0; at < pieces.Length;)
        {
            if (char.IsHighSurrogate(pieces[at]) && at + 1 < pieces.Length && char.IsLowSurrogate(pieces[at + 1]))
            {
                joined.Append(pieces, at, 2);
                at += 2;
            }
            else if (IsStray(pieces[at]))
            {
                var end = at;
                while (end < pieces.Length && IsStray(pieces[end]))
                {
                    end++;
                }

                var bytes = Array.ConvertAll(pieces[at..end].ToCharArray(), stray => (byte)(stray - Escape));
                joined.Append(Encoding.UTF8.GetString(bytes));
                at = end;
            }
            else
            {
                joined.Append(pieces[at]);
                at++;
            }
        }

        return WireText.Clean(joined.ToString());
    }

    private static bool IsStray(char unit) => unit is >= (char)(Escape + 0x80) and <= (char)(Escape + 0xFF);
}

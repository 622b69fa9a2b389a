using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Dashboard.Texts;

/// <summary>
/// Replaces what the framework's readers of JSON throw on long after they took the JSON: escapes of lone surrogates and
/// bytes that are not UTF-8; and escapes of NUL, which PostgreSQL cannot hold. The replacement is U+FFFD.
/// </summary>
internal static class JsonRepair
{
    private const int EscapeLength = 6;

    /// <summary>Whether the JSON may need it: wrong only for escapes that turn out to be whole pairs.</summary>
    public static bool MayNeed(ReadOnlySpan<char> json)
    {
        if (!WireText.IsClean(json))
        {
            return true;
        }

        for (var at = json.IndexOf("\\u"); at >= 0; at = json.IndexOf("\\u"))
        {
            json = json[(at + 2)..];
            if (json is ['d' or 'D', >= '8', ..] or ['0', '0', '0', '0', ..])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The bytes themselves where nothing is to be replaced, else a repaired copy.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json, bool keepsNul)
    {
        if (!Utf8.IsValid(json.Span))
        {
            var valid = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
            Replace(valid, keepsNul);
            return valid;
        }

        if (NextFault(json.Span, 0, keepsNul) < 0)
        {
            return json;
        }

        var copy = json.ToArray();
        Replace(copy, keepsNul);
        return copy;
    }

    /// <summary>Replaces escapes in place; all are of one length, so that every place in the JSON stays where it is.</summary>
    public static void Replace(Span<byte> json, bool keepsNul)
    {
        for (var at = NextFault(json, 0, keepsNul); at >= 0; at = NextFault(json, at + EscapeLength, keepsNul))
        {
            "fffd"u8.CopyTo(json[(at + 2)..]);
        }
    }

    /// <summary>Whether a string in the JSON holds NUL.</summary>
    public static bool HoldsNul(ReadOnlySpan<byte> json)
    {
        for (var at = NextFault(json, 0, keepsNul: false); at >= 0; at = NextFault(json, at + EscapeLength, keepsNul: false))
        {
            if (json.Slice(at + 2, 4).SequenceEqual("0000"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the next escape without a character begins; -1 for none.</summary>
    private static int NextFault(ReadOnlySpan<byte> json, int from, bool keepsNul)
    {
        while (json[from..].IndexOf((byte)'\\') is >= 0 and var found)
        {
            var at = from + found;
            if (Unit(json[at..]) is not { } unit)
            {
                from = Math.Min(at + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit) && Unit(json[(at + EscapeLength)..]) is { } next && char.IsLowSurrogate(next))
            {
                from = at + (2 * EscapeLength);
            }
            else if (char.IsSurrogate(unit) || (unit == '\0' && !keepsNul))
            {
                return at;
            }
            else
            {
                from = at + EscapeLength;
            }
        }

        return -1;
    }

    /// <summary>The UTF-16 code unit that an escape at the beginning stands for.</summary>
    private static char? Unit(ReadOnlySpan<byte> json) =>
        json is [(byte)'\\', (byte)'u', _, _, _, _, ..]
            && ushort.TryParse(
                json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Telemetry.Ingest.Wire;

/// <summary>
/// Resolves JSON escapes by hand: the framework throws on a lone surrogate, of which PostgreSQL can hold none and a
/// client can send a million. They become U+FFFD.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string whose syntax was already checked.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var rented = ArrayPool<char>.Shared.Rent(escaped.Length);
        var length = 0;
        while (!escaped.IsEmpty)
        {
            var backslash = escaped.IndexOf((byte)'\\');
            var plain = backslash < 0 ? escaped : escaped[..backslash];
            length += Encoding.UTF8.GetChars(plain, rented.AsSpan(length));
            escaped = escaped[plain.Length..];
            if (!escaped.IsEmpty)
            {
                rented[length++] = ReadEscape(ref escaped);
            }
        }

        WireText.Clean(rented.AsSpan(0, length));
        var text = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary><c>trace_id</c> to <c>traceId</c>: some senders write the names of the protobuf fields.</summary>
    public static string CamelCase(ReadOnlySpan<byte> snakeCase)
    {
        var text = new StringBuilder(snakeCase.Length);
        var upper = false;
        foreach (var c in WireText.Decode(snakeCase))
        {
            if (c != '_')
            {
                text.Append(upper ? char.ToUpperInvariant(c) : c);
            }

            upper = c == '_';
        }

        return text.ToString();
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

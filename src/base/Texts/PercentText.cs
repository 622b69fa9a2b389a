using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Dashboard.Texts;

/// <summary>Looks at what an address says in percent encoding (RFC 3986), before anybody decodes it.</summary>
public static class PercentText
{
    /// <summary>What is wrong with a part of an address, as a sentence's end; null where it is text.</summary>
    public static string? Fault(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
        {
            return WireText.IsClean(encoded) ? null : encoded.Contains('\0') ? StoredStringConverter.HoldsNul
                : StoredStringConverter.IsNotUtf8;
        }

        var bytes = Bytes(encoded);
        return bytes.Contains((byte)0) ? StoredStringConverter.HoldsNul
            : Utf8.IsValid(bytes) ? null
            : StoredStringConverter.IsNotUtf8;
    }

    private static byte[] Bytes(ReadOnlySpan<char> encoded)
    {
        using var bytes = new MemoryStream(encoded.Length);
        while (!encoded.IsEmpty)
        {
            var percent = encoded.IndexOf('%');
            var plain = percent < 0 ? encoded : encoded[..percent];
            bytes.Write(Encoding.UTF8.GetBytes(plain.ToString()));
            encoded = encoded[plain.Length..];
            if (encoded.Length >= 3
                && byte.TryParse(
                    encoded.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
            {
                bytes.WriteByte(one);
                encoded = encoded[3..];
            }
            else if (!encoded.IsEmpty)
            {
                bytes.WriteByte((byte)'%');
                encoded = encoded[1..];
            }
        }

        return bytes.ToArray();
    }
}

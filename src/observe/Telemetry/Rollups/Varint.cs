using System.Buffers;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Unsigned LEB128: seven bits a byte, low bits first, the high bit says that more follow.</summary>
internal static class Varint
{
    public static void Write(IBufferWriter<byte> writer, long value)
    {
        var span = writer.GetSpan(10);
        var length = 0;
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        writer.Advance(length);
    }

    /// <exception cref="FormatException">The bytes end within a number, or it does not fit 63 bits.</exception>
    public static long Read(ref ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty && bytes[0] < 0x80)
        {
            var small = bytes[0];
            bytes = bytes[1..];
            return small;
        }

        var value = 0UL;
        for (var i = 0; i < bytes.Length && i < 9; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return (long)value;
            }
        }

        throw new FormatException("A number is cut off or too large.");
    }
}

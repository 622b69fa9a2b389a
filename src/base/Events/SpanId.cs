using System.Buffers.Binary;

namespace Dashboard.Events;

/// <summary>A W3C span id: 8 bytes, not all zero. Stored as a PostgreSQL <c>bigint</c> with the same bits.</summary>
public readonly record struct SpanId(ulong Value)
{
    public bool IsEmpty => Value == 0;

    /// <summary>The same 64 bits as PostgreSQL's signed <c>bigint</c>.</summary>
    public long ToBigint() => unchecked((long)Value);

    public static SpanId FromBigint(long value) => new(unchecked((ulong)value));

    /// <summary>Reads 8 bytes in network order.</summary>
    public static SpanId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Reads 16 hexadecimal digits of any case. False for anything else.</summary>
    public static bool TryParse(string? text, out SpanId id)
    {
        id = default;
        if (text is not { Length: 16 }
            || !ulong.TryParse(text, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
        {
            return false;
        }

        id = new SpanId(value);
        return true;
    }

    /// <summary>16 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", null);
}

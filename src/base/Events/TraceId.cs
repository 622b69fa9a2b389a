using System.Buffers.Binary;

namespace Dashboard.Events;

/// <summary>A W3C trace id: 16 bytes, not all zero. Stored as a PostgreSQL <c>uuid</c> with the same bytes in the same order.</summary>
public readonly record struct TraceId(UInt128 Value)
{
    public bool IsEmpty => Value == 0;

    /// <summary>Reads 16 bytes in network order.</summary>
    public static TraceId FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public static TraceId FromGuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return FromBytes(bytes);
    }

    /// <summary>Reads 32 hexadecimal digits of any case; a UUID's hyphens are allowed. False for anything else.</summary>
    public static bool TryParse(string? text, out TraceId id)
    {
        id = default;
        var digits = text?.Replace("-", "", StringComparison.Ordinal);
        if (digits is not { Length: 32 }
            || !UInt128.TryParse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
        {
            return false;
        }

        id = new TraceId(value);
        return true;
    }

    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", null);
}

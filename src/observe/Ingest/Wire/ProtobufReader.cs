using System.Buffers.Binary;
using Dashboard.Texts;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// Walks the fields of one protobuf message over the bytes themselves
/// (https://protobuf.dev/programming-guides/encoding/). A field whose wire type is not the expected one is unknown and
/// skipped, as in other readers. Groups, which OTLP never used, are refused.
/// </summary>
/// <exception cref="OtlpFormatException">Thrown by every method on bytes that are not protobuf.</exception>
internal ref struct ProtobufReader(ReadOnlySpan<byte> data, ReadLimits limits)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _at;

    public ReadLimits Limits { get; } = limits;

    public int Field { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>Whether the bytes are used up; for packed fields, which are values without tags.</summary>
    public readonly bool AtEnd => _at == _data.Length;

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (AtEnd)
        {
            return false;
        }

        var tag = Varint();
        Type = (WireType)(tag & 7);
        if (tag is < 8 or > uint.MaxValue
            || Type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
        {
            throw Malformed();
        }

        Field = (int)(tag >> 3);
        return true;
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (AtEnd)
            {
                throw Malformed();
            }

            var b = _data[_at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public double Double() => BitConverter.UInt64BitsToDouble(Fixed64());

    /// <summary>The content of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= (ulong)(_data.Length - _at) ? Take((int)length) : throw Malformed();
    }

    public string Text() => WireText.Decode(Bytes());

    /// <summary>A reader of the nested message.</summary>
    public ProtobufReader Message() => new(Bytes(), Limits);

    public void Skip()
    {
        switch (Type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                Bytes();
                break;
        }
    }

    private static OtlpFormatException Malformed() => new("The body is not a valid protobuf message of this signal.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - _at)
        {
            throw Malformed();
        }

        var taken = _data.Slice(_at, count);
        _at += count;
        return taken;
    }
}

using System.Text;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Tests.Wire;

/// <summary>Writes protobuf messages field by field, as an exporter would, and wrong ones too.</summary>
internal sealed class ProtobufText
{
    private readonly List<byte> _bytes = [];

    public byte[] ToBytes() => [.. _bytes];

    public ProtobufText Varint(int field, ulong value)
    {
        Number(((ulong)field << 3) | (ulong)WireType.Varint);
        Number(value);
        return this;
    }

    public ProtobufText Fixed64(int field, ulong value)
    {
        Number(((ulong)field << 3) | (ulong)WireType.Fixed64);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public ProtobufText Bytes(int field, byte[] value)
    {
        Number(((ulong)field << 3) | (ulong)WireType.Bytes);
        Number((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public ProtobufText Text(int field, string? value) =>
        string.IsNullOrEmpty(value) ? this : Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufText Message(int field, ProtobufText value) => Bytes(field, value.ToBytes());

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}

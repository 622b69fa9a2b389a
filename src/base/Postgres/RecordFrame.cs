using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Dashboard.Postgres;

/// <summary>
/// The form in which records lie in a file, one after the other:
/// <code>
/// length of the content   4 bytes, little-endian, above 0
/// CRC-32C                 4 bytes, little-endian, over the length's bytes and the content
/// content
/// </code>
/// A file that was cut off while it was written ends with a frame that is not whole; all before it are.
/// </summary>
public static class RecordFrame
{
    public const int HeaderLength = 8;

    /// <summary>No record is so long; a greater length is not one of ours.</summary>
    public const int LongestContent = 256 * 1024 * 1024;

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> content)
    {
        var frame = output.GetSpan(HeaderLength + content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum(frame[..4], content));
        content.CopyTo(frame[HeaderLength..]);
        output.Advance(HeaderLength + content.Length);
    }

    /// <summary>The first frame's content and where it ends; false where there is no whole frame.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content, out int length)
    {
        content = [];
        length = 0;
        if (bytes.Length < HeaderLength)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (size is <= 0 or > LongestContent || bytes.Length - HeaderLength < size)
        {
            return false;
        }

        content = bytes.Slice(HeaderLength, size);
        length = HeaderLength + size;
        return Checksum(bytes[..4], content) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
    }

    private static uint Checksum(ReadOnlySpan<byte> length, ReadOnlySpan<byte> content)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(length));
        while (content.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
            content = content[sizeof(ulong)..];
        }

        foreach (var last in content)
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return ~crc;
    }
}

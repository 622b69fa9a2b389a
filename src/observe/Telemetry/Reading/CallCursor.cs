using System.Buffers.Binary;
using System.Buffers.Text;
using Dashboard.Events;
using Dashboard.Texts;

namespace Dashboard.Telemetry.Reading;

/// <summary>The place in the list of calls after which a page begins: the key of the former page's last row.</summary>
public readonly record struct CallCursor(DateTimeOffset StartedAt, TraceId TraceId, SpanId SpanId)
{
    private const int Length = 32;

    /// <summary>False when the text is not a cursor of ours.</summary>
    public static bool TryParse(string text, out CallCursor cursor)
    {
        cursor = default;
        var bytes = new byte[Length];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks
            || !OutsideTime.Accepts(new DateTimeOffset(ticks, TimeSpan.Zero)))
        {
            return false;
        }

        cursor = new CallCursor(
            new DateTimeOffset(ticks, TimeSpan.Zero), TraceId.FromBytes(bytes.AsSpan(8)), SpanId.FromBytes(bytes.AsSpan(24)));
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, StartedAt.UtcTicks);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[8..], TraceId.Value);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], SpanId.Value);
        return Base64Url.EncodeToString(bytes);
    }
}

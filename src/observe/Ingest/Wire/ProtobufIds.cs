using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>Trace and span ids on the protobuf wire: 16 and 8 bytes; empty is absent.</summary>
internal static class ProtobufIds
{
    public static TraceId Trace(ReadOnlySpan<byte> bytes, ref string? fault)
    {
        if (bytes.Length == 16)
        {
            return TraceId.FromBytes(bytes);
        }

        fault ??= bytes.IsEmpty ? null : $"trace_id has {bytes.Length} bytes: send 16";
        return default;
    }

    public static SpanId Span(ReadOnlySpan<byte> bytes, string field, ref string? fault)
    {
        if (bytes.Length == 8)
        {
            return SpanId.FromBytes(bytes);
        }

        fault ??= bytes.IsEmpty ? null : $"{field} has {bytes.Length} bytes: send 8";
        return default;
    }
}

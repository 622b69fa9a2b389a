using System.Buffers;
using System.Text.Json;
using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>
/// Trace and span ids in OTLP/JSON: hexadecimal of any case, unlike protobuf's own JSON. Empty and null are absent.
/// </summary>
internal static class JsonIds
{
    public static TraceId Trace(ref JsonInput json, string field)
    {
        Span<byte> bytes = stackalloc byte[16];
        return TryHex(ref json, field, bytes) ? TraceId.FromBytes(bytes) : default;
    }

    public static SpanId Span(ref JsonInput json, string field)
    {
        Span<byte> bytes = stackalloc byte[8];
        return TryHex(ref json, field, bytes) ? SpanId.FromBytes(bytes) : default;
    }

    private static bool TryHex(ref JsonInput json, string field, scoped Span<byte> bytes)
    {
        if (json.Token == JsonTokenType.Null || (json.Token == JsonTokenType.String && json.Bytes.IsEmpty))
        {
            return false;
        }

        if (json.Token == JsonTokenType.String
            && json.Bytes.Length == bytes.Length * 2
            && Convert.FromHexString(json.Bytes, bytes, out _, out _) == OperationStatus.Done)
        {
            return true;
        }

        json.Refuse(field, $"{bytes.Length * 2} hexadecimal digits");
        return false;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Events;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// Langfuse's ids are any text. Those that are ids of OpenTelemetry stay what they are, so that scores meet spans; others
/// become the first bytes of their SHA-256, the same wherever they come.
/// </summary>
internal static class LangfuseIds
{
    /// <summary>32 hexadecimal digits, with or without a UUID's hyphens, stay.</summary>
    public static TraceId Trace(string id) =>
        TraceId.TryParse(id, out var trace) && !trace.IsEmpty ? trace : TraceId.FromBytes(Hash(id).AsSpan(0, 16));

    /// <summary>16 hexadecimal digits stay.</summary>
    public static SpanId Span(string id) =>
        SpanId.TryParse(id, out var span) && !span.IsEmpty
            ? span
            : new SpanId(BinaryPrimitives.ReadUInt64BigEndian(Hash(id)));

    private static byte[] Hash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id));
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Postgres;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Spool;

/// <summary>
/// Writes spans as JSON by the names of their properties, so that a file which an older version has left can be read
/// when newer ones know more properties.
/// </summary>
internal static class SpanCodec
{
    private static readonly JsonSerializerOptions _json = new()
    {
        // Sums and other views of the same data.
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Adds the span's frame.</summary>
    public static void Write(IBufferWriter<byte> output, SpanRecord span) =>
        RecordFrame.Write(output, JsonSerializer.SerializeToUtf8Bytes(span, _json));

    /// <exception cref="JsonException">The content is not a span.</exception>
    public static SpanRecord Read(ReadOnlySpan<byte> content) =>
        JsonSerializer.Deserialize<SpanRecord>(content, _json) ?? throw new JsonException("The content is null.");
}

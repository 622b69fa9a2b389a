using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest.Http;

/// <summary>
/// The bodies that OTLP answers with: <c>Export*ServiceResponse</c>
/// (https://opentelemetry.io/docs/specs/otlp/#otlphttp-response) and <c>google.rpc.Status</c>.
/// </summary>
internal static class OtlpReply
{
    private const int First = 1;
    private const int Second = 2;
    private const int Third = 3;

    /// <summary>An empty message when nothing was rejected, else a <c>partial_success</c>.</summary>
    /// <param name="encoding">That of the request.</param>
    /// <param name="countName">
    /// The signal's name of the count in JSON, such as <c>rejectedSpans</c>; field 1 in protobuf.
    /// </param>
    /// <param name="rejected">What was rejected and why.</param>
    public static byte[] Success(OtlpEncoding encoding, string countName, Rejections rejected)
    {
        if (encoding == OtlpEncoding.Protobuf)
        {
            return rejected.Message is { } message
                ? Protobuf(First, Protobuf(First, (ulong)rejected.Count, Second, message))
                : [];
        }

        return Json(json =>
        {
            if (rejected.Message is { } message)
            {
                json.WriteStartObject("partialSuccess");
                json.WriteString(countName, rejected.Count.ToString(CultureInfo.InvariantCulture));
                json.WriteString("errorMessage", message);
                json.WriteEndObject();
            }
        });
    }

    /// <summary>A <c>google.rpc.Status</c>.</summary>
    /// <param name="encoding">That of the request.</param>
    /// <param name="code">One of https://grpc.io/docs/guides/status-codes/.</param>
    /// <param name="message">What to change.</param>
    public static byte[] Status(OtlpEncoding encoding, int code, string message) => encoding == OtlpEncoding.Protobuf
        ? Protobuf(First, (ulong)code, Second, message)
        : Json(json =>
        {
            json.WriteNumber("code", code);
            json.WriteString("message", message);
        });

    /// <summary>A <c>google.rpc.Status</c> in protobuf whose detail says when to come again.</summary>
    /// <param name="code">One of https://grpc.io/docs/guides/status-codes/.</param>
    /// <param name="message">What to change.</param>
    /// <param name="wait">How long to stay away.</param>
    public static byte[] RetryStatus(int code, string message, TimeSpan wait)
    {
        // Any { type_url = 1, value = 2 } around RetryInfo { Duration retry_delay = 1 { seconds = 1 } }.
        byte[] duration = [(byte)Tag(First, WireType.Varint), .. Varint((ulong)Math.Max(1, Math.Ceiling(wait.TotalSeconds)))];
        byte[] any =
        [
            .. Protobuf(First, Encoding.UTF8.GetBytes("type.googleapis.com/google.rpc.RetryInfo")),
            .. Protobuf(Second, Protobuf(First, duration)),
        ];
        return [.. Protobuf(First, (ulong)code, Second, message), .. Protobuf(Third, any)];
    }

    private static byte[] Json(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Protobuf(int numberField, ulong number, int textField, string text)
    {
        var bytes = new List<byte>();
        AddVarint(bytes, Tag(numberField, WireType.Varint));
        AddVarint(bytes, number);
        bytes.AddRange(Protobuf(textField, Encoding.UTF8.GetBytes(text)));
        return [.. bytes];
    }

    private static byte[] Protobuf(int field, byte[] content)
    {
        var bytes = new List<byte>();
        AddVarint(bytes, Tag(field, WireType.Bytes));
        AddVarint(bytes, (ulong)content.Length);
        bytes.AddRange(content);
        return [.. bytes];
    }

    private static ulong Tag(int field, WireType type) => ((ulong)field << 3) | (ulong)type;

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        AddVarint(bytes, value);
        return bytes;
    }

    private static void AddVarint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}

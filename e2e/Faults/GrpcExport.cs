using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.E2E.Faults;

/// <summary>One span over OTLP/gRPC, byte by byte: clients hide the status that this is about.</summary>
internal static class GrpcExport
{
    public const string Ok = "0";
    public const string Unavailable = "14";

    /// <summary>What is sent.</summary>
    public static SentSpan Span { get; } = new("0102030405060708090a0b0c0d0e0f10", "a102030405060708");

    /// <summary>Sends the span and returns gRPC's status.</summary>
    public static async Task<string> SendAsync(string address, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"http://{address}/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        {
            Content = new ByteArrayContent(Message()),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Add("x-api-key", DashboardServer.AdminKey);
        request.Headers.Add("te", "trailers");
        using var answer = await http.SendAsync(request, ct);
        await answer.Content.ReadAsByteArrayAsync(ct);
        return (answer.TrailingHeaders.TryGetValues("grpc-status", out var trailing) ? trailing
            : answer.Headers.GetValues("grpc-status")).Single();
    }

    // ExportTraceServiceRequest { ResourceSpans = 1 { ScopeSpans = 2 { Span = 2 } } } behind gRPC's flag and length.
    private static byte[] Message()
    {
        var start = (ulong)TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        byte[] span =
        [
            .. Field(1, Convert.FromHexString(Span.Trace)), .. Field(2, Convert.FromHexString(Span.Span)),
            .. Field(5, "ping"u8.ToArray()), .. Fixed(7, start), .. Fixed(8, start + 1_000_000),
        ];
        var export = Field(1, Field(2, Field(2, span)));
        return [0, 0, 0, 0, (byte)export.Length, .. export];
    }

    // All of them are shorter than 128 bytes, which is one byte of length.
    private static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];

    private static byte[] Fixed(int number, ulong value) => [(byte)((number << 3) | 1), .. BitConverter.GetBytes(value)];
}

using System.Globalization;
using Dashboard.Ingest.Http;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Ingest.Grpc;

/// <summary>
/// Refusals in gRPC's words. Where waiting helps they carry a <c>google.rpc.RetryInfo</c>: exporters come again only then
/// (https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling).
/// </summary>
internal static class GrpcReply
{
    private const string DetailsKey = "grpc-status-details-bin";

    /// <summary>To be thrown out of a method.</summary>
    public static RpcException Exception(StatusCode code, string message, TimeSpan? retryAfter = null)
    {
        var trailers = new Metadata();
        if (retryAfter is { } wait)
        {
            trailers.Add(DetailsKey, OtlpReply.RetryStatus((int)code, message, wait));
        }

        return new RpcException(new Status(code, message), trailers);
    }

    /// <summary>The whole answer, before a method is reached: headers alone ("trailers-only").</summary>
    public static void Refuse(HttpContext http, StatusCode code, string message, TimeSpan? retryAfter = null)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(message);
        if (retryAfter is { } wait)
        {
            response.Headers[DetailsKey] =
                Convert.ToBase64String(OtlpReply.RetryStatus((int)code, message, wait)).TrimEnd('=');
        }
    }
}

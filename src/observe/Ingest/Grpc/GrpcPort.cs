using Dashboard.Ingest.Http;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Ingest.Grpc;

/// <summary>
/// Keeps the port of OTLP/gRPC for OTLP/gRPC, and OTLP/gRPC for its port; refuses before a message is read while there
/// is no room for it.
/// </summary>
internal sealed class GrpcPort(RequestDelegate next, int port, OtlpSinks sinks)
{
    private const string Exports = "/opentelemetry.proto.collector.";

    /// <summary>Messages are in memory as a whole; so many of <see cref="OtlpGrpc.LargestMessage"/> may be under way.</summary>
    private const int MostUnderWay = 64;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private int _underWay;

    public async Task InvokeAsync(HttpContext http)
    {
        var isExport = http.Request.Path.Value?.StartsWith(Exports, StringComparison.Ordinal) == true;
        if (http.Connection.LocalPort != port)
        {
            if (isExport)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await next(http);
            return;
        }

        if (!isExport)
        {
            Unknown(http);
            return;
        }

        await ExportAsync(http);
    }

    private async Task ExportAsync(HttpContext http)
    {
        var isTraces = http.Request.Path.StartsWithSegments($"/{Signal.Traces.GrpcService}", StringComparison.Ordinal);
        var wait = Interlocked.Increment(ref _underWay) > MostUnderWay ? RetryAfter
            : isTraces ? sinks.SpansBusyFor() : null;
        try
        {
            if (wait is null)
            {
                await next(http);
            }
            else
            {
                GrpcReply.Refuse(
                    http, StatusCode.ResourceExhausted, "The console is overloaded: send this export again later.", wait);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static void Unknown(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            GrpcReply.Refuse(http, StatusCode.Unimplemented, "This port takes OTLP exports and nothing else.");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}

using System.Globalization;
using Dashboard.Ingest.Wire;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Ingest.Http;

/// <summary>
/// Answers an error as <c>google.rpc.Status</c> in the encoding of the request, or in JSON where that is neither.
/// </summary>
internal static class OtlpErrors
{
    public static Task WriteAsync(HttpContext http, int status, string message, TimeSpan? retryAfter = null)
    {
        if (retryAfter is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        http.Response.StatusCode = status;
        return WriteBodyAsync(http, status, message);
    }

    /// <summary>For answers whose status and headers are already set.</summary>
    public static async Task WriteBodyAsync(HttpContext http, int status, string message)
    {
        var encoding = MediaTypes.Encoding(http.Request.ContentType) ?? OtlpEncoding.Json;
        var body = OtlpReply.Status(encoding, Code(status), message);
        http.Response.ContentType = MediaTypes.Of(encoding);
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The gRPC code that belongs to an HTTP status.</summary>
    private static int Code(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => 16,
        StatusCodes.Status403Forbidden => 7,
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => 8,
        StatusCodes.Status503ServiceUnavailable => 14,
        _ => 3,
    };
}

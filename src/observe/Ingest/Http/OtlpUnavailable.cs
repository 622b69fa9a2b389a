using Microsoft.AspNetCore.Http;

namespace Dashboard.Ingest.Http;

/// <summary>What exporters are told by a console that is not up yet: to keep what they have, and to come again.</summary>
public static class OtlpUnavailable
{
    private static readonly string[] _signals = ["/v1/traces", "/v1/logs", "/v1/metrics"];

    /// <summary>Whether an exporter sends here.</summary>
    public static bool IsFor(PathString path) =>
        Array.Exists(_signals, signal => path.Value?.EndsWith(signal, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>503 with a <c>google.rpc.Status</c> in the encoding of the request.</summary>
    public static Task WriteAsync(HttpContext http, string message, TimeSpan retryAfter) =>
        OtlpErrors.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, message, retryAfter);
}

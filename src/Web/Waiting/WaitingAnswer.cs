using System.Globalization;
using System.Text.Json;
using Dashboard.Ingest.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Waiting;

/// <summary>Answers whoever comes while the database is away, each in the words that they understand.</summary>
internal static class WaitingAnswer
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions _json =
        new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(HttpContext http, WaitingNotice notice)
    {
        var request = http.Request;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        if (request.Path == "/healthz")
        {
            return http.Response.WriteAsync("ok", http.RequestAborted);
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = _retryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return request.Path == "/readyz" ? JsonAsync(http, notice.Report)
            : OtlpUnavailable.IsFor(request.Path) ? OtlpUnavailable.WriteAsync(http, WaitingNotice.Text, _retryAfter)
            : request.Path.StartsWithSegments("/v1") ? JsonAsync(http, OpenAiError)
            : IsForPerson(request) ? PageAsync(http, notice)
            : JsonAsync(http, Problem, "application/problem+json");
    }

    /// <summary>As the error of a request that met a database that had gone away.</summary>
    private static ProblemDetails Problem => new()
    {
        Type = "urn:dashboard:database-away",
        Title = "The database does not answer",
        Status = StatusCodes.Status503ServiceUnavailable,
        Detail = WaitingNotice.Text,
    };

    /// <summary>As the gateway says it.</summary>
    private static object OpenAiError => new
    {
        error = new { message = WaitingNotice.Text, type = "server_error", param = (string?)null, code = "database_away" },
    };

    private static bool IsForPerson(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task JsonAsync<T>(HttpContext http, T body, string type = "application/json") =>
        http.Response.WriteAsJsonAsync(body, _json, type, http.RequestAborted);

    /// <summary>It asks again by itself, without a script, and needs no other file.</summary>
    private static Task PageAsync(HttpContext http, WaitingNotice notice)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
        return http.Response.WriteAsync(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <meta http-equiv="refresh" content="{{_retryAfter.TotalSeconds:0}}">
              <title>Waiting for the database</title>
              <style>
                body { font: 0.875rem/1.375rem system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1rem }
                h1 { font-size: 1.25rem; line-height: 1.75rem; letter-spacing: -0.012em }
              </style>
            </head>
            <body>
              <main role="alert">
                <h1>The database does not answer</h1>
                <p>This console has been waiting for its database since {{notice.Since:HH:mm:ss}} UTC. It tries again every
                few seconds and starts by itself; this page follows.</p>
                <p>Calls that are sent meanwhile are refused, and their senders come again. <a href="/readyz">What was
                tried</a> is for whoever looks after the database.</p>
              </main>
            </body>
            </html>
            """,
            http.RequestAborted);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Access.Authentication;

/// <summary>
/// Sorts requests by who may be behind them: a program, a page's own script, or a person who opens a page.
/// </summary>
internal static class RequestKind
{
    /// <summary>
    /// Paths that programs call from anywhere. Cookies mean nothing here, so that no foreign page can use a signed-in
    /// person's browser to reach them.
    /// </summary>
    private static readonly PathString[] _keyOnly = ["/v1", "/otel", "/api/public", "/opentelemetry.proto.collector"];

    /// <summary>The scheme that authenticates the request.</summary>
    public static string Scheme(HttpRequest request) =>
        IsKeyOnly(request.Path)
        || PresentedKey.Of(request) is not null
        || !request.Headers.ContainsKey(HeaderNames.Cookie)
            ? AccessSchemes.ApiKey
            : AccessSchemes.Cookie;

    /// <summary>Whether a person opens a page, who can be led to the sign-in page.</summary>
    public static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !IsKeyOnly(request.Path)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && PresentedKey.Of(request) is null;

    // The gRPC paths continue the last segment with a dot ("/opentelemetry.proto.collector.trace.v1..."), hence the
    // prefix.
    private static bool IsKeyOnly(PathString path) => Array.Exists(_keyOnly, prefix =>
        path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)
        || (path.Value ?? "").StartsWith(prefix.Value + ".", StringComparison.OrdinalIgnoreCase));
}

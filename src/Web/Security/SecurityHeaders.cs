using Microsoft.Extensions.Primitives;

namespace Dashboard.Web.Security;

/// <summary>
/// The headers that keep a page from running, loading or sending what is not ours. Text that models and clients wrote
/// is shown
/// on these pages: should one ever escape its encoding, it still finds no script to run and no place to send to.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly PathString _forPrograms = new("/v1");

    // What these answer is for whoever asked, and for no cache on the way or on a disk.
    private static readonly PathString[] _private = ["/api", "/v1", "/hubs", "/signin"];

    /// <summary>Sets the headers on every response, errors and static files included.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment, because the error handler empties the headers before it writes its own answer.
        context.Response.OnStarting(
            static state =>
            {
                Write((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (StringValues.IsNullOrEmpty(headers.CacheControl)
            && Array.Exists(_private, path => context.Request.Path.StartsWithSegments(path)))
        {
            headers.CacheControl = "no-store";
        }

        if (context.Request.Path.StartsWithSegments(_forPrograms))
        {
            // Exporters and model clients take JSON and event streams here, thousands a second: nothing is ever a page.
            return;
        }

        headers.ContentSecurityPolicy = Policy(CspNonce.Of(context));
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    // Styles may be inline: Blazor components and the charts set style attributes, which can neither run nor send
    // anything.
    private static string Policy(string nonce) =>
        "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; "
        + "img-src 'self' data:; font-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
        + $"script-src 'self' 'nonce-{nonce}'";
}

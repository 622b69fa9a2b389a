using Dashboard.Access.Authentication;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Access.SignIn;

/// <summary>
/// Keeps foreign pages from using a signed-in person's browser: live connections and the sign-in itself must come from
/// our
/// own pages (Origin), and a write with a cookie must carry the antiforgery token.
/// </summary>
internal sealed class CookieGuard(RequestDelegate next, IAntiforgery antiforgery, PublicAddress address)
{
    private static readonly PathString[] _connections = ["/_blazor", "/hubs"];

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isConnection = Array.Exists(_connections, path => request.Path.StartsWithSegments(path));
        var isWrite = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method));
        var isSignIn = isWrite && request.Path.StartsWithSegments(AccessPaths.SignIn);

        if ((isConnection || isSignIn) && !IsSameOrigin(request))
        {
            await Denials.WriteAsync(context, Denials.NotSameOrigin);
        }
        else if (isWrite && !isConnection && !isSignIn && HasCookieIdentity(context)
            && !await antiforgery.IsRequestValidAsync(context))
        {
            await Denials.WriteAsync(context, Denials.NoAntiforgeryToken);
        }
        else
        {
            await next(context);
        }
    }

    // Host and port decide; the scheme may differ where a proxy ends TLS. Programs other than browsers send no Origin.
    // A proxy may also put its own host in the place of the one that the browser asked.
    private bool IsSameOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && (string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
                    || address.IsAuthority(uri.Authority)));
    }

    private static bool HasCookieIdentity(HttpContext context) =>
        context.User.Identities.Any(identity => identity.AuthenticationType == AccessSchemes.Cookie);
}

using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Access.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Access.SignIn;

/// <summary>
/// The sign-in page and what it posts to. The token travels in the fragment of the link, which browsers send to
/// nobody and no server logs; the page's script posts it and takes it out of the address bar.
/// </summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AccessPaths.SignIn, Page).ExcludeFromDescription();
        endpoints.MapPost(AccessPaths.SignIn, SignInAsync).ExcludeFromDescription();
        endpoints.MapPost(AccessPaths.SignOut, SignOutAsync).ExcludeFromDescription();
        endpoints.MapGet("/api/antiforgery", (IAntiforgery antiforgery, HttpContext http) =>
            {
                var tokens = antiforgery.GetAndStoreTokens(http);
                return new AntiforgeryToken(tokens.HeaderName!, tokens.RequestToken!);
            })
            .WithTags("Access")
            .WithSummary("The token that a write with a cookie needs. Writes with an API key need none.")
            .RequireAuthorization();
    }

    /// <summary>A path of this console, or its start page: never another site.</summary>
    internal static string LocalPath(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl)
            ? path
            : "/";

    internal static ContentHttpResult Html(string page) => TypedResults.Content(page, "text/html; charset=utf-8");

    private static ContentHttpResult Page(
        [FromQuery(Name = "return")] string? wanted, string? denied, SignInPage page) =>
        Html(page.SignIn(wanted, denied));

    private static async Task<IResult> SignInAsync(
        SignInRequest request,
        HttpContext http,
        SignInLinks links,
        FailedAttempts failures,
        SignInDoor door,
        CancellationToken ct)
    {
        var address = http.Connection.RemoteIpAddress;
        if (failures.IsGuessing(address) || !await links.ConsumeAsync(request.Token, ct))
        {
            var wait = failures.Add(address, SignInToken.Hash(request.Token ?? ""));
            return new DenialResult(wait is { } time ? Denials.TooManyFailures(time) : Denials.LinkNotValid);
        }

        await door.EnterAsync(http, Person.First.Id, ct);
        return TypedResults.Json(new { location = LocalPath(request.Return) });
    }

    private static async Task SignOutAsync(HttpContext http, SessionDesk sessions, CancellationToken ct)
    {
        if (http.User.SessionId() is { } session)
        {
            await sessions.EndAsync(session, ct);
        }

        await http.SignOutAsync(AccessSchemes.Cookie);
        http.Response.Redirect(AccessPaths.SignIn);
    }
}

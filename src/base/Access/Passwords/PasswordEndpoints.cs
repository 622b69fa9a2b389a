using Dashboard.Access.Authentication;
using Dashboard.Access.People;
using Dashboard.Access.SignIn;
using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Access.Passwords;

/// <summary>
/// The ways in that end with a password, and what their pages post. As with the printed link, a token travels in the
/// fragment only, and only our own pages may post (<see cref="CookieGuard"/>).
/// </summary>
internal static class PasswordEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(AccessPaths.SignIn + "/password", SignInAsync).ExcludeFromDescription();
        endpoints.MapGet(AccessPaths.Join, (SignInPage page) => SignInEndpoints.Html(page.Join))
            .ExcludeFromDescription();
        endpoints.MapGet(AccessPaths.Reset, (SignInPage page) => SignInEndpoints.Html(page.Reset))
            .ExcludeFromDescription();
        MapLink(endpoints, AccessPaths.Join, mustHaveJoined: false, (desk, request, ct) =>
            desk.JoinAsync(request.Token, request.Name, request.Password, ct));
        MapLink(endpoints, AccessPaths.Reset, mustHaveJoined: true, (desk, request, ct) =>
            desk.ResetAsync(request.Token, request.Password, ct));

        var me = endpoints.MapGroup("/api/me").WithTags("Access").RequireAuthorization();
        me.MapGet("", MeAsync).WithSummary("Who the caller is, and what they may do.");
        me.MapPut("/password", ChangeAsync)
            .WithSummary("Changes one's own password and ends one's other sessions; asks for the present password.");
    }

    private static void MapLink(
        IEndpointRouteBuilder endpoints,
        string path,
        bool mustHaveJoined,
        Func<JoinDesk, JoinRequest, CancellationToken, Task<JoinResult>> openAsync)
    {
        endpoints.MapPost(path + "/look", async (JoinRequest request, JoinDesk desk, CancellationToken ct) =>
                await desk.LookAsync(request.Token, ct) is { } opened && opened.Member.HasJoined == mustHaveJoined
                    ? Results.Json(LookAnswer.Of(opened))
                    : PersonProblems.Of(PersonOutcome.LinkNotValid))
            .ExcludeFromDescription();
        endpoints.MapPost(path, async (
                JoinRequest request, JoinDesk desk, SignInDoor door, HttpContext http, CancellationToken ct) =>
            {
                switch (await openAsync(desk, request, ct))
                {
                    case JoinResult.Joined(var personId):
                        await door.EnterAsync(http, personId, ct);
                        return Results.Json(new { location = "/" });
                    case JoinResult.Invalid(var errors):
                        return Invalid(errors);
                    default:
                        return PersonProblems.Of(PersonOutcome.LinkNotValid);
                }
            })
            .ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(
        PasswordRequest request,
        PasswordDoor passwords,
        SignInDoor door,
        KnownBrowsers browsers,
        HttpContext http,
        CancellationToken ct)
    {
        var attempt = new PasswordTry(
            request.Email ?? "", request.Password ?? "", http.Connection.RemoteIpAddress, browsers.Find(http));
        switch (await passwords.TryAsync(attempt, ct))
        {
            case PasswordEntry.Entered(var personId):
                await door.EnterAsync(http, personId, ct);
                return TypedResults.Json(new { location = SignInEndpoints.LocalPath(request.Return) });
            case PasswordEntry.TooMany(var wait):
                return new DenialResult(Denials.TooManyTries(wait));
            case PasswordEntry.Busy:
                return new DenialResult(Denials.Busy);
            default:
                return new DenialResult(Denials.PasswordNotValid);
        }
    }

    private static async Task<MeAnswer> MeAsync(HttpContext http, OwnPassword own, CancellationToken ct) => new(
        http.User.Actor(),
        http.User.Identity?.Name,
        http.User.Role()?.Name(),
        [.. Scopes.All.Where(http.User.Has)],
        await own.EmailAsync(http.User, ct));

    private static async Task<IResult> ChangeAsync(
        ChangePassword command, OwnPassword own, HttpContext http, CancellationToken ct) =>
        await own.ChangeAsync(http.User, command.OldPassword, command.NewPassword, ct) switch
        {
            PasswordChange.Changed => TypedResults.NoContent(),
            PasswordChange.Invalid(var errors) => Invalid(errors),
            PasswordChange.TooMany(var wait) => new DenialResult(Denials.TooManyTries(wait)),
            _ => Problems.Of(
                StatusCodes.Status409Conflict, "no-password", "There is no password to change",
                "You signed in without a password. An administrator can make you a link with which you choose one: "
                    + "'POST /api/people/ID/reset'."),
        };

    private static ValidationProblem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Problems.Invalid("invalid-password", "Something is to be changed", errors);
}

using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Access.Sessions;

/// <summary><c>/api/sessions</c>: one's own, and everybody's for administrators.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var sessions = endpoints.MapGroup("/api/sessions")
            .WithTags("Access")
            .RequireAuthorization(Scopes.Policy(Scopes.Read));
        sessions.MapGet("", ListAsync)
            .WithSummary("Where the caller is signed in; with the scope admin, where everybody is.");
        sessions.MapDelete("/{id}", RevokeAsync)
            .WithSummary("Signs a browser out: one's own, or with the scope admin anybody's.");
        sessions.MapDelete("", RevokeOthersAsync)
            .WithSummary("Signs all of the caller's other browsers out.");
    }

    private static async Task<SessionList> ListAsync(HttpContext http, SessionDesk desk, CancellationToken ct)
    {
        var current = http.User.SessionId();
        var found = await desk.ListAsync(http.User.RulesInstallation() ? null : http.User.Actor(), ct);
        return new SessionList(
        [
            .. found.Select(session => new SessionAnswer(
                session.Id,
                session.Person,
                session.CreatedAt,
                session.LastSeenAt,
                session.UserAgent,
                session.Address,
                session.Id == current)),
        ]);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, HttpContext http, SessionDesk desk, CancellationToken ct) =>
        await desk.RevokeAsync(id, http.User, ct)
            ? TypedResults.NoContent()
            : Problems.Of(
                StatusCodes.Status404NotFound, "no-such-session", "No such session",
                $"There is no session '{id}' that you may end; 'GET /api/sessions' lists them.");

    private static async Task<NoContent> RevokeOthersAsync(HttpContext http, SessionDesk desk, CancellationToken ct)
    {
        await desk.RevokeAllAsync(http.User.Actor(), http.User.SessionId(), http.User, ct);
        return TypedResults.NoContent();
    }
}

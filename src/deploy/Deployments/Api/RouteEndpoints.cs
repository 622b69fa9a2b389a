using Dashboard.Access;
using Dashboard.Deployments.Routes;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Deployments.Api;

/// <summary><c>/api/routes</c>: what serves, what served, and how to change it.</summary>
internal static class RouteEndpoints
{
    public static void MapRoutes(this IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup("/api/routes").WithTags("Deployments");
        var reads = routes.MapGroup("")
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapGet("", List).WithSummary("Every route as it serves now.");
        reads.MapGet("/{route}", Find).Produces<RouteBody>().WithSummary("A route as it serves now.");
        reads.MapGet("/{route}/history", History)
            .Produces<HistoryBody>()
            .WithSummary("All revisions of a route with who made them, when and why; the newest first.");

        var writes = routes.MapGroup("")
            .RequireAuthorization(Scopes.Policy(Scopes.Deploy))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        writes.MapPut("/{route}", DeployAsync)
            .Produces<RouteBody>()
            .Produces<RouteBody>(StatusCodes.Status201Created)
            .WithSummary("Sets what a route serves: a new numbered revision.");
        writes.MapPost("/{route}/promote", PromoteAsync)
            .Produces<RouteBody>()
            .WithSummary("Moves a rollout to its next step.");
        writes.MapPost("/{route}/abort", AbortAsync)
            .Produces<RouteBody>()
            .WithSummary("Ends a rollout: the candidate serves nobody any more.");
        writes.MapPost("/{route}/rollback", RollBackAsync)
            .Produces<RouteBody>()
            .Produces<RouteBody>(StatusCodes.Status202Accepted)
            .WithSummary("Puts an earlier revision in force again; 202 where that is not yet on record.");
        writes.MapPost("/{route}/revisions/{revision:int}/reason", ExplainAsync)
            .Produces<RevisionBody>()
            .WithSummary("Says afterwards why a revision was made.");
    }

    private static ItemList<RouteBody> List(RouteQueries queries, HttpContext http) =>
        new([.. queries.All(http.User.Project()).Select(route => RouteBody.Of(route, route.Current!, queries))]);

    private static IResult Find(string route, RouteQueries queries, HttpContext http) =>
        queries.Find(http.User.Project(), route) is { } found
            ? Results.Json(RouteBody.Of(found, found.Current!, queries))
            : NoSuchRoute(route);

    private static IResult History(string route, RouteQueries queries, HttpContext http) =>
        queries.Find(http.User.Project(), route) is { } found
            ? Results.Json(new HistoryBody(route, [.. found.Revisions.Reverse().Select(RevisionBody.Of)]))
            : NoSuchRoute(route);

    private static async Task<IResult> DeployAsync(
        string route,
        DeployRoute command,
        RouteDesk desk,
        RouteQueries queries,
        HttpContext http,
        CancellationToken ct) =>
        Answer(await desk.DeployAsync(http.User.Project(), route, command, By(http), ct), queries);

    private static async Task<IResult> PromoteAsync(
        string route,
        StepRollout? command,
        RouteDesk desk,
        RouteQueries queries,
        HttpContext http,
        CancellationToken ct) =>
        Answer(await desk.PromoteAsync(http.User.Project(), route, command ?? new(), By(http), ct), queries);

    private static async Task<IResult> AbortAsync(
        string route,
        StepRollout? command,
        RouteDesk desk,
        RouteQueries queries,
        HttpContext http,
        CancellationToken ct) =>
        Answer(await desk.AbortAsync(http.User.Project(), route, command ?? new(), By(http), ct), queries);

    private static async Task<IResult> RollBackAsync(
        string route,
        RollBack? command,
        RouteDesk desk,
        RouteQueries queries,
        HttpContext http,
        CancellationToken ct) =>
        Answer(await desk.RollBackAsync(http.User.Project(), route, command ?? new(), By(http), ct), queries);

    private static async Task<IResult> ExplainAsync(
        string route, int revision, ExplainRevision command, RouteDesk desk, HttpContext http, CancellationToken ct) =>
        await desk.ExplainAsync(http.User.Project(), route, revision, command, By(http), ct) switch
        {
            RouteResult.Done done => Results.Json(RevisionBody.Of(done.Revision)),
            RouteResult.Refused(var problem) => ProblemAnswers.Of(problem, "reason"),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };

    private static EventContext By(HttpContext http) => new(http.User.Actor(), null, http.TraceIdentifier);

    private static IResult NoSuchRoute(string route) => ProblemAnswers.Of(
        new(ProblemKind.NoSuchRoute, $"There is no route '{route}'; GET /api/routes lists them."), "route");

    private static IResult Answer(RouteResult result, RouteQueries queries) => result switch
    {
        RouteResult.Done(var route, var revision) => Results.Json(
            RouteBody.Of(route, revision, queries),
            statusCode: !revision.Durable ? StatusCodes.Status202Accepted
                : revision.Number == 1 ? StatusCodes.Status201Created
                : StatusCodes.Status200OK),
        RouteResult.Refused(var problem) => ProblemAnswers.Of(problem, "route"),
        _ => throw new InvalidOperationException($"Unexpected {result}."),
    };
}

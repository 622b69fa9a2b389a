using Dashboard.Access;
using Dashboard.Deployments.Models;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Deployments.Api;

/// <summary><c>/api/models</c>: the registry.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder endpoints)
    {
        var models = endpoints.MapGroup("/api/models").WithTags("Deployments");
        models.MapGet("", List)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .WithSummary("Every model with its versions.");
        models.MapGet("/{model}/versions/{version}", Find)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .Produces<VersionBody>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A version with its lineage and evaluations.");

        var writes = models.MapGroup("")
            .RequireAuthorization(Scopes.Policy(Scopes.Deploy))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        writes.MapPost("/{model}/versions", RegisterAsync)
            .Produces<VersionBody>(StatusCodes.Status201Created)
            .Produces<VersionBody>()
            .WithSummary("Registers a version, which never changes.");
        writes.MapPost("/{model}/versions/{version}/evaluations", EvaluateAsync)
            .Produces<VersionBody>(StatusCodes.Status201Created)
            .WithSummary("Records a measurement of a version.");
        writes.MapPost("/{model}/versions/{version}/retire", RetireAsync)
            .Produces<VersionBody>()
            .WithSummary("Takes a version that does not serve out of use.");
    }

    private static ItemList<ModelBody> List(ModelQueries queries, HttpContext http) => new(
    [
        .. queries.All(http.User.Project()).Select(model => new ModelBody(
            model.Key, [.. model.Select(version => VersionBody.Of(version, queries))])),
    ]);

    private static IResult Find(string model, string version, ModelQueries queries, HttpContext http) =>
        queries.Find(http.User.Project(), model, version) is { } found
            ? Results.Json(VersionBody.Of(found, queries))
            : ProblemAnswers.Of(
                new(
                    ProblemKind.NoSuchVersion,
                    $"There is no version '{version}' of '{model}'; GET /api/models lists them."),
                "version");

    private static async Task<IResult> RegisterAsync(
        string model,
        RegisterVersion command,
        ModelDesk desk,
        ModelQueries queries,
        HttpContext http,
        CancellationToken ct) =>
        Answer(
            await desk.RegisterAsync(http.User.Project(), model, command, By(http), ct),
            queries,
            StatusCodes.Status201Created);

    private static async Task<IResult> EvaluateAsync(
        string model,
        string version,
        EvaluateVersion command,
        ModelDesk desk,
        ModelQueries queries,
        HttpContext http,
        CancellationToken ct) => Answer(
            await desk.EvaluateAsync(http.User.Project(), model, version, command, By(http), ct),
            queries,
            StatusCodes.Status201Created);

    private static async Task<IResult> RetireAsync(
        string model,
        string version,
        RetireCommand? command,
        ModelDesk desk,
        ModelQueries queries,
        HttpContext http,
        CancellationToken ct) => Answer(
            await desk.RetireAsync(http.User.Project(), model, version, By(http, command?.Reason), ct),
            queries,
            StatusCodes.Status200OK);

    private static EventContext By(HttpContext http, string? reason = null) =>
        new(http.User.Actor(), reason, http.TraceIdentifier);

    private static IResult Answer(ModelResult result, ModelQueries queries, int statusOfNew) => result switch
    {
        ModelResult.Done(var version, var isNew) => Results.Json(
            VersionBody.Of(version, queries), statusCode: isNew ? statusOfNew : StatusCodes.Status200OK),
        ModelResult.Refused(var problem) => ProblemAnswers.Of(problem, "version"),
        _ => throw new InvalidOperationException($"Unexpected {result}."),
    };
}

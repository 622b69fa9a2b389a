using Dashboard.Events;
using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Access.Keys;

/// <summary><c>/api/keys</c>, for administrators: of their own project, those of project 1 of every one.</summary>
internal static class ApiKeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/api/keys")
            .WithTags("Access")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin));
        keys.MapGet("", async (ApiKeyDesk desk, HttpContext http, CancellationToken ct) =>
                new ApiKeyList([.. (await desk.ListAsync(ct)).Where(key => Rules(http, key))]))
            .WithSummary("Every API key of the caller's project there ever was, without its secret.");
        keys.MapPost("", CreateAsync)
            .Produces<ApiKeyAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesValidationProblem()
            .WithSummary("Makes an API key. Its text is in this answer and nowhere else, ever.");
        keys.MapDelete("/{id}", RevokeAsync)
            .WithSummary("Revokes an API key for good.");
    }

    private static async Task<IResult> CreateAsync(
        CreateApiKey command, ApiKeyDesk desk, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        command = command with { Project = command.Project ?? http.User.Project().Value };
        if (!http.User.Rules(new ProjectId(command.Project.Value)))
        {
            return InstallationGuard.OtherProject(http);
        }

        return await desk.CreateAsync(command, http.User.Actor(), ct) switch
        {
            CreateApiKeyResult.Created(var fact, var key) => TypedResults.Created(
                (string?)null,
                new ApiKeyAnswer(fact.KeyId, key, fact.ProjectId, fact.Name, fact.Scopes, fact.ExpiresAt)),
            CreateApiKeyResult.Invalid(var errors) => Problems.Invalid("invalid-key", "The key is not valid", errors),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, string? reason, ApiKeyDesk desk, HttpContext http, CancellationToken ct) =>
        await TryRevokeAsync(desk, id, http, reason, ct) switch
        {
            RevokeApiKeyResult.Revoked => TypedResults.NoContent(),
            RevokeApiKeyResult.NotFound => Problems.Of(
                StatusCodes.Status404NotFound, "no-such-key", "No such key",
                $"There is no key with the id '{id}'; 'GET /api/keys' lists them."),
            _ => Problems.Of(
                StatusCodes.Status409Conflict, "environment-key", "The key belongs to the environment",
                $"This key is the setting {AccessOptions.AdminKeySetting}: change or remove it there and restart."),
        };

    // A key of another project is none that the caller knows of.
    private static async Task<RevokeApiKeyResult> TryRevokeAsync(
        ApiKeyDesk desk, string id, HttpContext http, string? reason, CancellationToken ct) =>
        http.User.RulesInstallation() || (await desk.ListAsync(ct)).Any(key => key.Id == id && Rules(http, key))
            ? await desk.RevokeAsync(id, http.User.Actor(), reason, ct)
            : RevokeApiKeyResult.NotFound;

    private static bool Rules(HttpContext http, ApiKeyInfo key) => http.User.Rules(new ProjectId(key.Project));
}

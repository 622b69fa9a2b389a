using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Access.Keys;

/// <summary><c>/api/keys</c>, for administrators.</summary>
internal static class ApiKeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/api/keys")
            .WithTags("Access")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin));
        keys.MapGet("", async (ApiKeyDesk desk, CancellationToken ct) => new ApiKeyList(await desk.ListAsync(ct)))
            .WithSummary("Every API key there ever was, without its secret.");
        keys.MapPost("", CreateAsync)
            .WithSummary("Makes an API key. Its text is in this answer and nowhere else, ever.");
        keys.MapDelete("/{id}", RevokeAsync)
            .WithSummary("Revokes an API key for good.");
    }

    private static async Task<Results<Created<ApiKeyAnswer>, ValidationProblem>> CreateAsync(
        CreateApiKey command, ApiKeyDesk desk, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await desk.CreateAsync(command, http.User.Actor(), ct) switch
        {
            CreateApiKeyResult.Created(var fact, var key) => TypedResults.Created(
                (string?)null,
                new ApiKeyAnswer(fact.KeyId, key, fact.ProjectId, fact.Name, fact.Scopes, fact.ExpiresAt)),
            CreateApiKeyResult.Invalid(var errors) => TypedResults.ValidationProblem(
                errors,
                detail: string.Join(" ", errors.Values.SelectMany(messages => messages)),
                type: "urn:dashboard:invalid-key"),
            var other => throw new InvalidOperationException($"Unexpected {other}."),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, string? reason, ApiKeyDesk desk, HttpContext http, CancellationToken ct) =>
        await desk.RevokeAsync(id, http.User.Actor(), reason, ct) switch
        {
            RevokeApiKeyResult.Revoked => TypedResults.NoContent(),
            RevokeApiKeyResult.NotFound => TypedResults.Problem(
                $"There is no key with the id '{id}'; 'GET /api/keys' lists them.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such key",
                type: "urn:dashboard:no-such-key"),
            _ => TypedResults.Problem(
                $"This key is the setting {AccessOptions.AdminKeySetting}: change or remove it there and restart.",
                statusCode: StatusCodes.Status409Conflict,
                title: "The key belongs to the environment",
                type: "urn:dashboard:environment-key"),
        };
}

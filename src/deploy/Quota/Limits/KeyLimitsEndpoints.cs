using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Quota.Limits;

/// <summary>
/// <c>/api/keys/{id}/limits</c>. Limits are budgets, so whoever may change budgets (scope <c>manage</c>) may set them,
/// for keys of the own project; making keys stays with administrators; those of project 1 may limit the keys of every project.
/// </summary>
internal static class KeyLimitsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var limits = endpoints.MapGroup("/api/keys/{id}/limits")
            .WithTags("Access")
            .RequireAuthorization(Scopes.Policy(Scopes.Manage));
        limits.MapGet("", GetAsync)
            .WithSummary("What an API key may do at the gateway, and what is left of its budget.");
        limits.MapPut("", PutAsync)
            .WithSummary("Sets all limits of an API key at the gateway; what is left out is not limited.");
    }

    private static async Task<Results<Ok<KeyLimitsAnswer>, ProblemHttpResult>> GetAsync(
        string id, KeyLimitsDesk desk, HttpContext http, CancellationToken ct) =>
        await desk.FindAsync(id, http.User, ct) is { } key
            ? TypedResults.Ok(await desk.ShowAsync(key.Id, ct))
            : NoSuchKey(id);

    private static async Task<Results<Ok<KeyLimitsAnswer>, ValidationProblem, ProblemHttpResult>> PutAsync(
        string id, SetKeyLimits command, KeyLimitsDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await desk.FindAsync(id, http.User, ct) is not { } key)
        {
            return NoSuchKey(id);
        }

        var who = new EventContext(http.User.Actor(), command.Reason?.Trim(), http.TraceIdentifier);
        var errors = await desk.SetAsync(key, command, who, ct);
        return errors.Count == 0
            ? TypedResults.Ok(await desk.ShowAsync(key.Id, ct))
            : Problems.Invalid(
                "invalid-limits",
                "The limits are not valid",
                errors,
                string.Join(' ', errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")));
    }

    private static ProblemHttpResult NoSuchKey(string id) => Problems.Of(
        StatusCodes.Status404NotFound, "no-such-key", "No such key",
        $"There is no valid key with the id '{id}' in your project; 'GET /api/keys' lists them.");
}

using System.Text.Json;
using Dashboard.Access;
using Dashboard.Evaluations.Ingest;
using Dashboard.Evaluations.Scores;
using Dashboard.HttpApi;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// The two endpoints of Langfuse that its SDKs before version 4, and the scores of the newer ones, are sent to. The secret
/// key is one of ours; the public key may be anything.
/// </summary>
internal static class LangfuseEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/public")
            .RequireAuthorization(Scopes.Policy(Scopes.Ingest))
            .AddEndpointFilter(async (context, next) =>
            {
                try
                {
                    return await next(context);
                }
                catch (NpgsqlException failure) when (failure.IsTransient)
                {
                    return StoreAway.Answer(context.HttpContext);
                }
            })
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithTags("Langfuse");
        group.MapPost("ingestion", IngestAsync)
            .Accepts<JsonElement>("application/json")
            .Produces<IngestionAnswer>(StatusCodes.Status207MultiStatus)
            .WithSummary("A batch of traces, observations and scores, answered item by item.");
        group.MapPost("scores", ScoreAsync).Accepts<JsonElement>("application/json").WithSummary("One score.");
    }

    private static async Task<IResult> IngestAsync(HttpContext http, LangfuseIngestion ingestion, CancellationToken ct) =>
        await BodyAsync(http.Request, ct) is not { } body ? Refuse("The body is no JSON.")
        : body.Member("batch") is { ValueKind: JsonValueKind.Array } batch
            ? Results.Json(
                await ingestion.TakeAsync(http.User.Project(), batch, ct), statusCode: StatusCodes.Status207MultiStatus)
        : Refuse("The body must be {\"batch\":[...]}.");

    private static async Task<IResult> ScoreAsync(
        HttpContext http, ScoreWriter scores, TimeProvider time, CancellationToken ct)
    {
        if (await BodyAsync(http.Request, ct) is not { } body)
        {
            return Refuse("The body is no JSON.");
        }

        var now = time.GetUtcNow();
        var givenAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        if (LangfuseScore.Read(body, http.User.Project(), givenAt, out var fault) is not { } score)
        {
            return Refuse(fault);
        }

        await scores.WriteAsync([score], ct);
        return Results.Ok(new { id = body.Text("id") ?? Guid.CreateVersion7(now).ToString() });
    }

    /// <summary>Read leniently: what is wrong with one item of a batch costs no other.</summary>
    private static async Task<JsonElement?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct);
        try
        {
            return LenientJson.ParseElement(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), keepsNul: true);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ValidationProblem Refuse(string text) => Problems.Invalid(
        "bad-langfuse-request", "The request cannot be taken", new FieldFault(FieldFault.Body, text));
}

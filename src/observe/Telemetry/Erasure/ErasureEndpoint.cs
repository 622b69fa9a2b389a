using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Telemetry.Erasure;

/// <summary><c>POST /api/erasure</c>.</summary>
internal static class ErasureEndpoint
{
    public static void MapErasure(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/erasure", EraseAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Admin))
            .Produces<ErasureReport>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Privacy")
            .WithSummary("Erases content and identifiers of a trace or a user; the anonymous numbers stay.");

    private static async Task<IResult> EraseAsync(
        ErasureBody body, HttpContext context, ErasureDesk desk, CancellationToken ct)
    {
        var request = ErasureRequest.Of(body.TraceId, body.User, body.Reason);
        if (request is not ErasureRequest.Valid valid)
        {
            var refused = (ErasureRequest.Refused)request;
            return Problems.Invalid(
                "invalid-erasure", "Nothing was erased", new FieldFault(refused.Field, refused.Detail));
        }

        var who = new EventContext(context.User.Actor(), valid.Reason, context.TraceIdentifier);
        return Results.Json(await desk.EraseAsync(context.User.Project(), valid.Target, who, ct), ApiJson.Options);
    }

    /// <summary>Whose data are to go, and why.</summary>
    internal sealed record ErasureBody(
        [property: System.Text.Json.Serialization.JsonPropertyName("trace_id")] string? TraceId,
        string? User,
        string? Reason);
}

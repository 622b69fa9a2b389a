using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.Telemetry.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Telemetry.Erasure;

/// <summary><c>POST /api/erasure</c>.</summary>
internal static class ErasureEndpoint
{
    private const int LongestReason = 500;
    private const int LongestUser = 1000;

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
        if (Target(body) is not { } target)
        {
            return Problem("Give either 'trace_id' (32 hexadecimal digits) or 'user' (1 to 1,000 characters), not both.");
        }

        if (body.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason)
        {
            return Problem($"'reason' must say why, in at most {LongestReason} characters.");
        }

        if (target.IsNamedIn(reason))
        {
            return Problem("'reason' is kept for good, so it must not contain the identifier: leave it out.");
        }

        var who = new EventContext(context.User.Actor(), reason, context.TraceIdentifier);
        return Results.Json(await desk.EraseAsync(context.User.Project(), target, who, ct), ApiJson.Options);
    }

    private static ErasureTarget? Target(ErasureBody body) => body switch
    {
        { TraceId: { } text, User: null } when TraceId.TryParse(text, out var id) && !id.IsEmpty =>
            new ErasureTarget.Trace(id),
        { TraceId: null, User.Length: > 0 and <= LongestUser } => new ErasureTarget.User(body.User),
        _ => null,
    };

    private static IResult Problem(string detail) => Results.Problem(
        detail,
        statusCode: StatusCodes.Status400BadRequest,
        title: "Nothing was erased",
        type: "urn:dashboard:invalid-erasure");

    /// <summary>Whose data are to go, and why.</summary>
    internal sealed record ErasureBody(
        [property: System.Text.Json.Serialization.JsonPropertyName("trace_id")] string? TraceId,
        string? User,
        string? Reason);
}

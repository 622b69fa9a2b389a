using System.Globalization;
using Dashboard.Access;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Telemetry.Api;

/// <summary><c>GET /api/calls</c> and <c>GET /api/calls/{trace_id}</c>.</summary>
internal static class CallsEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder endpoints)
    {
        var calls = endpoints.MapGroup("/api/calls")
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Calls");
        calls.MapGet("", ListAsync).Produces<CallPageBody>().WithSummary("Calls, newest first, by keyset pages.");
        calls.MapGet("{trace_id}", TraceAsync)
            .Produces<TraceBody>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Every span of a trace with its content, tokens, cost and the price row used.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] CallParameters parameters, HttpContext context, CallQueries calls, CancellationToken ct)
    {
        if (!parameters.TryFilter(context.User.Project(), out var filter, out var fault))
        {
            return BadRequest(fault);
        }

        try
        {
            var page = await calls.ListAsync(filter, ct);
            return Results.Json(new CallPageBody(page.Items.Select(CallBody.Of).ToList(), page.NextCursor), ApiJson.Options);
        }
        catch (FormatException cursor)
        {
            return BadRequest(cursor.Message);
        }
    }

    private static async Task<IResult> TraceAsync(
        string trace_id, HttpContext context, CallQueries calls, PriceBooks prices, CancellationToken ct)
    {
        if (!TraceId.TryParse(trace_id, out var id))
        {
            return BadRequest("A trace id has 32 hexadecimal digits.");
        }

        var trace = await calls.TraceAsync(context.User.Project(), id, ct);
        return trace is null
            ? Results.Problem(
                string.Create(CultureInfo.InvariantCulture, $"No span of trace {id} is stored in this project, or it is no longer kept."),
                statusCode: StatusCodes.Status404NotFound, title: "No such trace", type: "urn:dashboard:not-found")
            : Results.Json(TraceBody.Of(trace, prices.Current), ApiJson.Options);
    }

    private static IResult BadRequest(string detail) => Results.Problem(
        detail, statusCode: StatusCodes.Status400BadRequest, title: "The question cannot be answered", type: "urn:dashboard:bad-query");

    /// <summary>A page of calls.</summary>
    internal sealed record CallPageBody(IReadOnlyList<CallBody> Items, string? NextCursor);
}

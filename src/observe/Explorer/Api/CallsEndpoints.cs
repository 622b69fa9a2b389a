using System.Globalization;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.HttpApi;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Trail;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Explorer.Api;

/// <summary><c>GET /api/calls</c>, <c>GET /api/calls/export</c> and <c>GET /api/calls/{trace_id}</c>.</summary>
public static class CallsEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder endpoints)
    {
        var calls = endpoints.MapGroup("/api/calls")
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Calls");
        calls.MapGet("", ListAsync).Produces<CallPageBody>().WithSummary("Calls, newest first, by keyset pages.");
        calls.MapGet("export", Export)
            .Produces(StatusCodes.Status200OK, contentType: "application/jsonl", additionalContentTypes: "text/csv")
            .WithSummary("Every matching call with its content, streamed as JSONL or CSV.");
        calls.MapGet("{trace_id}", TraceAsync)
            .Produces<TraceBody>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Every span of a trace with its content, tokens, cost and the price row used.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] CallParameters parameters, HttpContext context, CallQueries calls, AccessTrail trail,
        CancellationToken ct)
    {
        if (!parameters.TryFilter(context.User.Project(), out var filter, out var fault))
        {
            return Problems.BadQuery(fault);
        }

        if (!string.IsNullOrEmpty(parameters.Q))
        {
            trail.Note(context.User, AccessKind.TextSearched, AccessTrail.FilterOf(context.Request));
        }

        var page = await calls.ListAsync(filter, ct);
        return Results.Json(CallPageBody.Of(page), ApiJson.Options);
    }

    private static IResult Export(
        [AsParameters] CallParameters parameters, string? format, HttpContext context, CallQueries calls, AccessTrail trail,
        TimeProvider time)
    {
        if (format is not (null or "jsonl" or "csv"))
        {
            return Problems.BadQuery("format", $"format must be jsonl or csv, not '{format}'.");
        }

        if (!parameters.TryFilter(context.User.Project(), out var filter, out var fault))
        {
            return Problems.BadQuery(fault);
        }

        trail.Note(context.User, AccessKind.Exported, "calls " + AccessTrail.FilterOf(context.Request));
        return new CallExport(calls, filter, format is "csv", time.GetUtcNow());
    }

    private static async Task<IResult> TraceAsync(
        string trace_id, HttpContext context, CallQueries calls, PriceBooks prices, IEnumerable<ICallScores> scores,
        AccessTrail trail, CancellationToken ct)
    {
        if (!TraceId.TryParse(trace_id, out var id))
        {
            return Problems.BadQuery("trace_id", "A trace id has 32 hexadecimal digits.");
        }

        var project = context.User.Project();
        if (await calls.TraceAsync(project, id, ct) is not { } trace)
        {
            return Problems.Of(
                StatusCodes.Status404NotFound, "not-found", "No such trace",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No span of trace {id} is stored in this project, or it is no longer kept."));
        }

        trail.Note(context.User, AccessKind.TraceOpened, id.ToString());
        var given = new List<CallScore>();
        foreach (var source in scores)
        {
            given.AddRange(await source.OfTraceAsync(project, id, ct));
        }

        return Results.Json(TraceBody.Of(trace, given, prices.Current), ApiJson.Options);
    }

    /// <summary>A page of calls. Fewer than asked for, even none, with a cursor: the time was up, go on with the cursor.</summary>
    internal sealed record CallPageBody(IReadOnlyList<CallBody> Items, string? NextCursor, ScanBody Scan)
    {
        public static CallPageBody Of(CallPage page) => new(
            page.Items.Select(CallBody.Of).ToList(), page.NextCursor,
            new ScanBody(page.Reach.StoppedAt is { } at ? Rfc3339.Of(at) : null, page.Reach.Method));
    }

    /// <summary>Where the search stopped because its time was up (null: it did not), and what it read: <c>index</c>, <c>rows</c>.</summary>
    internal sealed record ScanBody(string? StoppedAt, string? Method);
}

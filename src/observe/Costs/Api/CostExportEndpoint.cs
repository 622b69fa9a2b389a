using System.Globalization;
using System.IO.Pipelines;
using Dashboard.Access;
using Dashboard.Costs.Days;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Dashboard.Telemetry.Trail;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Costs.Api;

/// <summary><c>GET /api/costs/export</c>: cost per day and group as CSV, a day at a time.</summary>
internal static class CostExportEndpoint
{
    public static void MapCostExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/costs/export", ExportAsync)
            .RequireAuthorization(Scopes.Policy(Scopes.Read))
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Costs")
            .WithSummary("Cost per day as CSV, by=route|model|version|provider|prompt|user|environment, in any tz.");

    private static IResult ExportAsync(
        [AsParameters] CostExportParameters parameters, HttpContext context, CostRows rows, AccessTrail trail,
        TimeProvider clock)
    {
        if (parameters.Parse(context.User.Project(), clock.GetUtcNow(), out var fault) is not { } asked)
        {
            return Problems.BadQuery(fault!);
        }

        trail.Note(context.User, AccessKind.Exported, "costs " + AccessTrail.FilterOf(context.Request));
        var (view, scope) = asked;
        return Results.Stream(
            body => WriteAsync(body, view, scope, rows, context.RequestAborted),
            CsvLine.MediaType,
            $"cost-{view.First:yyyy-MM-dd}-{view.Last:yyyy-MM-dd}-by-{view.ByName}.csv");
    }

    private static async Task WriteAsync(
        Stream body, CostView view, CostScope scope, CostRows rows, CancellationToken ct)
    {
        var writer = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
        CsvLine.Write(writer,
        [
            "day", "time_zone", view.ByName, "calls", "unpriced_calls", "input_tokens", "output_tokens",
            "cached_tokens", "cost_usd",
        ]);
        var (from, to) = (scope.StartOf(view.First), scope.StartOf(view.Last.AddDays(1)));
        var (day, groups) = (view.First, new SortedDictionary<string, CallCounters>(StringComparer.Ordinal));
        await foreach (var row in rows.ReadAsync(scope, view.By, from, to, ct))
        {
            if (scope.DayOf(row.Start) != day)
            {
                Write(writer, day, view, groups);
                await writer.FlushAsync(ct);
                (day, groups) = (scope.DayOf(row.Start), new(StringComparer.Ordinal));
            }

            // What is not said is an empty cell, as is an empty name: a line of its own would not be told apart.
            var name = (view.By == Dimension.User ? row.User : row.Key.ValueOf(view.By)) ?? "";
            groups[name] = groups.GetValueOrDefault(name) + row.Sums;
        }

        Write(writer, day, view, groups);
        await writer.FlushAsync(ct);
        await writer.CompleteAsync();
    }

    private static void Write(
        PipeWriter writer, DateOnly day, CostView view, SortedDictionary<string, CallCounters> groups)
    {
        foreach (var (name, sums) in groups.Where(group => group.Value.Calls != 0))
        {
            CsvLine.Write(writer,
            [
                day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), view.Zone.Id, name, Whole(sums.Calls),
                Whole(sums.UnpricedCalls), Whole(sums.InputTokens), Whole(sums.OutputTokens), Whole(sums.CachedTokens),
                sums.Cost?.ToString(),
            ]);
        }
    }

    private static string Whole(long count) => count.ToString(CultureInfo.InvariantCulture);
}

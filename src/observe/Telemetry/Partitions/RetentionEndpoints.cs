using Dashboard.Access;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Telemetry.Partitions;

/// <summary><c>GET/PUT /api/retention</c>: days, for the whole installation, by administrators of project 1.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder endpoints)
    {
        var retention = endpoints.MapGroup("/api/retention")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin))
            .RequireFirstProject()
            .WithTags("Privacy");
        retention.MapGet("", async (RetentionDesk desk, CancellationToken ct) => Of(await desk.ReadAsync(ct)))
            .Produces<Answer>()
            .WithSummary("How many days each kind of telemetry is kept; sums of a quarter of an hour stay for good.");
        retention.MapPut("", SetAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .Produces<Answer>()
            .WithSummary("Changes the kinds that are given; what has become too old is dropped at once.");
    }

    private static async Task<IResult> SetAsync(
        Body body, HttpContext context, RetentionDesk desk, CancellationToken ct)
    {
        (string Field, int? Days)[] given =
        [
            ("calls_days", body.CallsDays), ("payloads_days", body.PayloadsDays), ("spans_days", body.SpansDays),
            ("logs_days", body.LogsDays), ("metrics_days", body.MetricsDays), ("minutes_days", body.MinutesDays),
        ];
        var wrong = given.Where(kind => kind.Days is < 1 or > RetentionRules.MostDays).ToArray();
        if (wrong.Length > 0 || given.All(kind => kind.Days is null))
        {
            var names = string.Join(", ", given.Select(kind => $"'{kind.Field}'"));
            return Invalid(
                wrong.Length > 0 ? wrong[0].Field : FieldFault.Body,
                $"Give whole days from 1 to {RetentionRules.MostDays} for at least one of {names}.");
        }

        var former = await desk.ReadAsync(ct);
        var keep = new RetentionOptions
        {
            Calls = Days(body.CallsDays) ?? former.Keep.Calls,
            Payloads = Days(body.PayloadsDays) ?? former.Keep.Payloads,
            Spans = Days(body.SpansDays) ?? former.Keep.Spans,
            Logs = Days(body.LogsDays) ?? former.Keep.Logs,
            Metrics = Days(body.MetricsDays) ?? former.Keep.Metrics,
            Minutes = Days(body.MinutesDays) ?? former.Keep.Minutes,
        };
        var who = new EventContext(context.User.Actor(), body.Reason, context.TraceIdentifier);
        return await desk.SetAsync(keep, former, who, ct) switch
        {
            RetentionResult.Changed changed => Of(changed.Decision),
            RetentionResult.Refused refused => Invalid(refused.Field, refused.Detail),
            _ => Problems.Of(
                StatusCodes.Status409Conflict, "retention-outdated", "The retention was not changed",
                "Somebody else changed the retention in the same moment. Read it, then ask again."),
        };
    }

    private static TimeSpan? Days(int? days) => days is { } known ? TimeSpan.FromDays(known) : null;

    private static IResult Of(RetentionDecision decision) => Results.Json(
        new Answer(
            (int)decision.Keep.Calls.TotalDays,
            (int)decision.Keep.Payloads.TotalDays,
            (int)decision.Keep.Spans.TotalDays,
            (int)decision.Keep.Logs.TotalDays,
            (int)decision.Keep.Metrics.TotalDays,
            (int)decision.Keep.Minutes.TotalDays,
            decision.DecidedAt is { } at ? Rfc3339.Of(at) : null,
            decision.Actor),
        ApiJson.Options);

    private static ValidationProblem Invalid(string field, string text) =>
        Problems.Invalid("invalid-retention", "The retention is not valid", new FieldFault(field, text));

    /// <summary>Days of each kind; what is left out stays.</summary>
    internal sealed record Body(
        [property: System.Text.Json.Serialization.JsonPropertyName("calls_days")] int? CallsDays,
        [property: System.Text.Json.Serialization.JsonPropertyName("payloads_days")] int? PayloadsDays,
        [property: System.Text.Json.Serialization.JsonPropertyName("spans_days")] int? SpansDays,
        [property: System.Text.Json.Serialization.JsonPropertyName("logs_days")] int? LogsDays,
        [property: System.Text.Json.Serialization.JsonPropertyName("metrics_days")] int? MetricsDays,
        [property: System.Text.Json.Serialization.JsonPropertyName("minutes_days")] int? MinutesDays,
        string? Reason);

    /// <summary>What holds.</summary>
    internal sealed record Answer(
        int CallsDays, int PayloadsDays, int SpansDays, int LogsDays, int MetricsDays, int MinutesDays,
        string? DecidedAt, string? Actor);
}

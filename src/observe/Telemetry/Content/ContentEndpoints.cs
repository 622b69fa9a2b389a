using Dashboard.Access;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Dashboard.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dashboard.Telemetry.Content;

/// <summary><c>GET/PUT /api/projects/{id}/content</c>.</summary>
internal static class ContentEndpoints
{
    public static void MapContent(this IEndpointRouteBuilder endpoints)
    {
        var content = endpoints.MapGroup("/api/projects/{id:int}/content")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin))
            .WithTags("Privacy");
        content.MapGet("", (int id, HttpContext context, ContentDesk desk) =>
                context.User.Rules(new ProjectId(id))
                    ? Of(new ProjectId(id), desk.Read(new ProjectId(id)))
                    : InstallationGuard.OtherProject(context))
            .Produces<Answer>()
            .WithSummary("What becomes of the content of the project's telemetry: keep, redact or drop.");
        content.MapPut("", SetAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .Produces<Answer>()
            .WithSummary("Sets the rule for what is stored from now on.");
    }

    private static async Task<IResult> SetAsync(
        int id, Body body, HttpContext context, ContentDesk desk, CancellationToken ct)
    {
        if (!context.User.Rules(new ProjectId(id)))
        {
            return InstallationGuard.OtherProject(context);
        }

        if (Rule(body.Rule) is not { } rule)
        {
            return Invalid("rule", "'rule' must be \"keep\", \"redact\" or \"drop\".");
        }

        if (Reasons.Fault(body.Reason) is { } fault)
        {
            return Invalid("reason", fault);
        }

        var who = new EventContext(context.User.Actor(), body.Reason, context.TraceIdentifier);
        return Of(new ProjectId(id), await desk.SetAsync(new ProjectId(id), rule, who, ct));
    }

    private static ContentRule? Rule(string? text) => text switch
    {
        "keep" => ContentRule.Keep,
        "redact" => ContentRule.Redact,
        "drop" => ContentRule.Drop,
        _ => null,
    };

    private static IResult Of(ProjectId project, ContentDecision decision) => Results.Json(
        new Answer(
            project.Value,
            decision.Rule,
            decision.DecidedAt is { } at ? Rfc3339.Of(at) : null,
            decision.Actor),
        ApiJson.Options);

    private static ValidationProblem Invalid(string field, string text) =>
        Problems.Invalid("invalid-content-rule", "The rule is not valid", new FieldFault(field, text));

    internal sealed record Body(string? Rule, string? Reason);

    /// <summary>The rule in force.</summary>
    internal sealed record Answer(int Project, ContentRule Rule, string? DecidedAt, string? Actor);
}

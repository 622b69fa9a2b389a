using System.Text.Json;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.HttpApi;
using Dashboard.Telemetry.Trail;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Audit;

/// <summary><c>/api/audit</c>: every decision, who made it, and whether the record was tampered with.</summary>
internal static class AuditModule
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly Dictionary<string, AccessKind> _kinds = Enum.GetValues<AccessKind>()
        .ToDictionary(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()));

    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services
            .AddSingleton(new EventTypes(typeof(AuditHeadAccepted), typeof(BackupRestored)))
            .AddSingleton<AuditReach>()
            .AddSingleton<AuditReader>();

    public static void MapAudit(this IEndpointRouteBuilder endpoints)
    {
        var audit = endpoints.MapGroup("/api/audit").WithTags("Audit").RequireAuthorization(Scopes.Policy(Scopes.Read));
        audit.MapGet("", ListAsync)
            .WithSummary("Decisions about the caller's project in the order in which they were made, filtered by stream, "
                + "actor and time; those about the whole installation for project 1, all for its administrators.");
        endpoints.MapGet("/api/audit/access", ListReadingsAsync)
            .WithTags("Audit")
            .RequireAuthorization(Scopes.Policy(Scopes.Admin))
            .WithSummary("Who opened traces, searched in texts and exported calls, the newest first.");
        audit.MapGet("/verify", VerifyAsync)
            .WithSummary("Walks the whole hash chain and names the first event that is not as it was written.");
    }

    private static async Task<Results<Ok<AccessTrailPage>, ValidationProblem>> ListReadingsAsync(
        AccessTrailTable trail,
        HttpContext http,
        CancellationToken ct,
        string? actor = null,
        string? kind = null,
        string? q = null,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        long? cursor = null,
        int limit = DefaultLimit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return WrongLimit();
        }

        if (kind is not null && !_kinds.ContainsKey(kind))
        {
            return Invalid("kind", $"'kind' must be one of {string.Join(", ", _kinds.Keys)}.");
        }

        var search = new AccessSearch
        {
            Project = http.User.RulesInstallation() ? null : http.User.Project(),
            Actor = actor,
            Kind = kind is null ? null : _kinds[kind],
            Text = q,
            From = from,
            To = to,
            Before = cursor,
        };
        return TypedResults.Ok(AccessTrailPage.Of(await trail.FindAsync(search, limit + 1, ct), limit));
    }

    private static ValidationProblem WrongLimit() => Invalid("limit", $"'limit' must be 1 to {MaxLimit}.");

    private static ValidationProblem Invalid(string parameter, string text) =>
        Problems.Invalid("invalid-query", "The question cannot be answered", new FieldFault(parameter, text));

    private static async Task<Results<Ok<AuditPage>, ValidationProblem>> ListAsync(
        EventStore.EventStore store,
        AuditReach reach,
        HttpContext http,
        CancellationToken ct,
        string? stream = null,
        string? actor = null,
        DateTimeOffset? from = null,
        long cursor = 0,
        int limit = DefaultLimit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return WrongLimit();
        }

        var search = new EventSearch
        {
            After = cursor,
            Stream = stream,
            Actor = actor,
            From = from,
            Reach = await reach.OfAsync(http.User, ct),
        };
        var found = await store.FindAsync(search, limit + 1, ct);
        var items = found.Take(limit).Select(AuditEntry.Of).ToList();
        return TypedResults.Ok(new AuditPage(items, found.Count > limit ? items[^1].Position : null));
    }

    // The chain is one for all projects; what a stream of another project is called is not for everybody.
    private static async Task<AuditReport> VerifyAsync(
        EventStore.EventStore store, HttpContext http, CancellationToken ct)
    {
        var report = await store.VerifyAsync(ct);
        return http.User.Project() == ProjectId.First || report.FirstBad is not { } bad
            ? report
            : report with { FirstBad = bad with { Stream = null } };
    }
}

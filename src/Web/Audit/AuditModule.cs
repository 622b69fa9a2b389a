using Dashboard.Access;
using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Audit;

/// <summary><c>/api/audit</c>: every decision, who made it, and whether the record was tampered with.</summary>
internal static class AuditModule
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

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
        audit.MapGet("/verify", VerifyAsync)
            .WithSummary("Walks the whole hash chain and names the first event that is not as it was written.");
    }

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
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["limit"] = [$"Ask for 1 to {MaxLimit} events at a time."] },
                detail: $"'limit' must be 1 to {MaxLimit}.",
                type: "urn:dashboard:invalid-query");
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

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
            .AddSingleton<AuditReader>();

    public static void MapAudit(this IEndpointRouteBuilder endpoints)
    {
        var audit = endpoints.MapGroup("/api/audit").WithTags("Audit").RequireAuthorization(Scopes.Policy(Scopes.Read));
        audit.MapGet("", ListAsync)
            .WithSummary("Decisions in the order in which they were made, filtered by stream, actor and time.");
        audit.MapGet("/verify", VerifyAsync)
            .WithSummary("Walks the whole hash chain and names the first event that is not as it was written.");
    }

    private static async Task<Results<Ok<AuditPage>, ValidationProblem>> ListAsync(
        EventStore.EventStore store,
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

        // Decisions are few (a few a minute), so they are filtered as they stream by.
        var events = stream is null ? store.ReadAllAsync(cursor, ct) : store.ReadStreamAsync(stream, ct);
        var items = new List<AuditEntry>();
        await foreach (var stored in events)
        {
            if (stored.Position <= cursor || stored.Timestamp < from || (actor is not null && stored.Actor != actor))
            {
                continue;
            }

            if (items.Count == limit)
            {
                return TypedResults.Ok(new AuditPage(items, items[^1].Position));
            }

            items.Add(AuditEntry.Of(stored));
        }

        return TypedResults.Ok(new AuditPage(items, NextCursor: null));
    }

    private static async Task<AuditReport> VerifyAsync(EventStore.EventStore store, CancellationToken ct) =>
        await store.VerifyAsync(ct);
}

using System.Security.Claims;

namespace Dashboard.Web.Audit;

/// <summary>Reads one page of the audit log, the newest decisions first.</summary>
internal sealed class AuditReader(EventStore.EventStore store, AuditReach reach)
{
    public async Task<AuditSheet> ReadAsync(AuditLook look, ClaimsPrincipal user, CancellationToken ct)
    {
        // One more than is shown tells whether there is anything behind it.
        var found = await store.FindAsync(look.ToSearch(await reach.OfAsync(user, ct)), AuditLook.PageSize + 1, ct);
        var items = found.Take(AuditLook.PageSize).Select(AuditEntry.Of).ToList();
        return new AuditSheet(
            items, found.Count > items.Count ? items[^1].Position : null, await store.TypesAsync(ct));
    }
}

using System.Security.Claims;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Quota.Limits;

namespace Dashboard.Web.Audit;

/// <summary>
/// Which decisions somebody may see: those of their project; of project 1 also those that rule the whole installation;
/// as its administrator all.
/// </summary>
internal sealed class AuditReach(ApiKeyDesk keys)
{
    /// <summary>Null for all.</summary>
    public async Task<EventReach?> OfAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (user.RulesInstallation())
        {
            return null;
        }

        // Not every event of a key says whose it is.
        var project = user.Project();
        var isFirst = project == ProjectId.First;
        var streams = (await keys.ListAsync(ct))
            .Where(key => (key.Project == project.Value) != isFirst)
            .SelectMany(key => new[] { ApiKeyDesk.StreamOf(key.Id), KeyLimitsDesk.StreamOf(key.Id) });
        return new EventReach(project.Value, [.. streams], OnlyStreams: !isFirst);
    }
}

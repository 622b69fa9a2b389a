using System.Runtime.CompilerServices;
using Dashboard.Access;
using Dashboard.Access.Sessions;
using Dashboard.Telemetry.Live;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Explorer.Api;

/// <summary>The SignalR form of the live window: <c>Watch({range, route, environment})</c> streams a snapshot, then deltas.</summary>
internal sealed class LiveHub(LiveViews views, CallerStanding standing) : Hub
{
    public IAsyncEnumerable<LiveBody> Watch(WatchFilter? filter, CancellationToken cancellationToken) =>
        LiveBody.TryFilter(
            Context.User!.Project(), filter?.Range, filter?.Route, filter?.Environment, out var valid)
            ? StreamAsync(valid, cancellationToken)
            : throw new HubException("range must be 1h, 24h, 7d or 30d.");

    private async IAsyncEnumerable<LiveBody> StreamAsync(
        LiveFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var update in standing.WhileAsync(Context.User!, Scopes.Read, views.WatchAsync(filter, ct), ct))
        {
            yield return LiveBody.Of(update);
        }
    }

    /// <summary>What to watch; a missing member does not filter, the range is an hour unless said.</summary>
    internal sealed record WatchFilter(string? Range, string? Route, string? Environment);
}

using System.Text.Json;
using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Web.Demo;

/// <summary>
/// Tells what the demonstration deployed: versions, and the revisions of its routes. The connection leads to a port of
/// this machine at which nothing listens, so that no request is ever answered by it.
/// </summary>
internal sealed class DemoDeployment(EventStore.EventStore store, string actor)
{
    /// <summary>Why the demonstration decides; no decision of a person says so.</summary>
    public const string Reason = "dashboard demo";

    private const string Connection = "demo";
    private const string Nowhere = "http://127.0.0.1:9/v1";
    private const string Label = "Part of the demonstration: answers nobody.";
    private static readonly TimeSpan _stillFits = TimeSpan.FromHours(2);

    private readonly EventContext _by = new(actor, Reason);

    /// <summary>Whether a route shows with the demonstration's calls, and with no others.</summary>
    public static bool IsDemo(RouteStanding standing) =>
        standing.State.Revisions[0].By.Reason == Reason
        && standing.Serving.Model.StartsWith("demo-", StringComparison.Ordinal);

    /// <summary>
    /// Makes a route tell the story that ends then: unless it does so already, two revisions are added that are in
    /// force from the past on, whatever was tried out in between. A route of somebody else is left alone.
    /// </summary>
    /// <returns>When its later version took over; null where the route is somebody else's.</returns>
    public async Task<DateTimeOffset?> RegisterAsync(DemoRoute route, DateTimeOffset end, CancellationToken ct)
    {
        var stream = $"route:{ProjectId.First}:{route.Name}";
        var (known, version, isOurs) = (new List<RouteDeployed?>(), 0L, true);
        await foreach (var stored in store.ReadStreamAsync(stream, ct))
        {
            isOurs &= version > 0 || stored.Reason == Reason;
            version = stored.Version;
            if (stored.Data is RouteDeployed or RouteRolledBack or RolloutPromoted or RolloutAborted)
            {
                known.Add(stored.Reason == Reason ? stored.Data as RouteDeployed : null);
            }
        }

        if (!isOurs)
        {
            return null;
        }

        var takeover = route.TakeoverBefore(end);
        if (known.Count > 1 && known[^1]?.DecidedAt is { } at && (takeover - at).Duration() <= _stillFits)
        {
            return at;
        }

        await RegisterVersionsAsync(route, ct);
        await store.AppendAsync(stream, "Route", version, [.. Revisions(route, known.Count, end)], _by, ct);
        return takeover;
    }

    /// <summary>The revisions of a route: what served at first, and what took over.</summary>
    /// <param name="route">The route.</param>
    /// <param name="before">How many it has already.</param>
    /// <param name="end">The present.</param>
    public static IEnumerable<RouteDeployed> Revisions(DemoRoute route, int before, DateTimeOffset end)
    {
        yield return Revision(route, before + 1, route.Before, end.AddDays(-DemoHistory.Days - 1));
        yield return Revision(route, before + 2, route.After, route.TakeoverBefore(end));
    }

    private async Task RegisterVersionsAsync(DemoRoute route, CancellationToken ct)
    {
        await store.AppendAsync(
            "connection:" + Connection, "Connection", 0, [new ConnectionApproved(Connection, Nowhere, null)], _by, ct);
        foreach (var version in new[] { route.Before, route.After })
        {
            var fact = new VersionRegistered(
                ProjectId.First.Value, route.Name, version.Name, "openai-compatible", Connection, route.Model.Name, null,
                null, Label,
                JsonSerializer.SerializeToElement(new { data = "demonstration", prompt = $"{route.Name}-{version.Name}" }));
            await store.AppendAsync(
                $"model-version:{fact.ProjectId}:{fact.Model}:{fact.Version}", "ModelVersion", 0, [fact], _by, ct);
        }
    }

    private static RouteDeployed Revision(DemoRoute route, int number, DemoVersion version, DateTimeOffset at) => new(
        ProjectId.First.Value,
        route.Name,
        number,
        new RouteContent(route.Name, [new WeightedVersion(version.Name, 100)], "session", $"demo-{number}", null),
        at);
}

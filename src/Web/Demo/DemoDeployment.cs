using System.Text.Json;
using Dashboard.Events;
using Dashboard.EventStore;

namespace Dashboard.Web.Demo;

/// <summary>
/// Tells what was deployed on the synthetic day: versions, and the revisions of its routes. The connection leads to a
/// port of this machine at which nothing listens, so that no request is ever answered by it.
/// </summary>
internal static class DemoDeployment
{
    private const string Connection = "demo";
    private const string Nowhere = "http://127.0.0.1:9/v1";
    private const string Label = "Part of the synthetic day: answers nobody.";

    /// <summary>
    /// Records it once: what is on record already, from an earlier day or because somebody has a route of that name,
    /// stays as it is.
    /// </summary>
    /// <param name="store">Where decisions are on record.</param>
    /// <param name="end">When the day ends.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task RegisterAsync(
        EventStore.EventStore store, DateTimeOffset end, string actor, CancellationToken ct)
    {
        var by = new EventContext(actor, "dashboard demo");
        await store.AppendAsync(
            "connection:" + Connection, "Connection", 0, [new ConnectionApproved(Connection, Nowhere, null)], by, ct);
        foreach (var route in DemoRoute.All.Where(route => route.Before != route.After))
        {
            foreach (var version in new[] { route.Before, route.After })
            {
                var fact = Version(route, version);
                await store.AppendAsync(
                    $"model-version:{fact.ProjectId}:{fact.Model}:{fact.Version}", "ModelVersion", 0, [fact], by, ct);
            }

            await store.AppendAsync(
                $"route:{ProjectId.First}:{route.Name}", "Route", 0, [.. Revisions(route, end)], by, ct);
        }
    }

    /// <summary>The revisions of a route: what served when the day began, and what took over.</summary>
    public static IEnumerable<RouteDeployed> Revisions(DemoRoute route, DateTimeOffset end)
    {
        yield return Revision(route, 1, route.Before, DemoDay.StartOf(end));
        yield return Revision(route, 2, route.After, DemoDay.UpdateOf(route, end));
    }

    private static VersionRegistered Version(DemoRoute route, DemoVersion version) => new(
        ProjectId.First.Value,
        DemoModels.Name(route.Name),
        version.Name,
        "openai-compatible",
        Connection,
        route.Model,
        null,
        null,
        Label,
        JsonSerializer.SerializeToElement(new { data = "synthetic day", prompt = $"{route.Name}-{version.Name}" }));

    private static RouteDeployed Revision(DemoRoute route, int number, DemoVersion version, DateTimeOffset at) => new(
        ProjectId.First.Value,
        route.Name,
        number,
        new RouteContent(
            DemoModels.Name(route.Name), [new WeightedVersion(version.Name, 100)], "session", $"demo-{number}", null),
        at);
}

using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;

namespace Dashboard.Deployments.Connections;

/// <summary>Where administrators approve and retire connections.</summary>
internal sealed class ConnectionDesk(
    EventStore.EventStore store, ServingBook book, DecisionTurn turn, RouteKeeper keeper, UpstreamKeys keys)
{
    private const string StreamType = "Connection";

    /// <summary>
    /// Approves a connection. The same again changes nothing; another content under its name is refused.
    /// </summary>
    public Task<ConnectionResult> ApproveAsync(ApproveConnection command, EventContext by, CancellationToken ct) =>
        InTurnAsync(
            async () =>
            {
                var known = book.Current.Connections.GetValueOrDefault(command.Name ?? "");
                if (ConnectionDecisions.Decide(command, keys, known, out var problem) is not { } fact)
                {
                    return new ConnectionResult.Refused(problem!);
                }

                if (known is null)
                {
                    return await AppendAsync(fact.Name, fact, by with { Reason = command.Reason }, ct);
                }

                return known.RetiredAt is null && known.BaseUrl == fact.BaseUrl && known.ApiKeyEnv == fact.ApiKeyEnv
                    ? new ConnectionResult.Done(known, IsNew: false)
                    : Refuse(
                        ProblemKind.NameTaken,
                        $"The name '{fact.Name}' stands for {known.BaseUrl}"
                            + (known.RetiredAt is null ? "" : ", which was retired")
                            + ", and connections never change. Choose another name.");
            },
            ct);

    /// <summary>Withdraws a connection; one over which a route is served cannot be.</summary>
    public Task<ConnectionResult> RetireAsync(string name, EventContext by, CancellationToken ct) =>
        InTurnAsync(
            async () =>
            {
                var current = book.Current;
                if (!current.Connections.TryGetValue(name, out var known))
                {
                    return Refuse(
                        ProblemKind.NoSuchConnection,
                        $"There is no connection '{name}'; GET /api/connections lists them.");
                }

                var serving = current.Versions.Values
                    .Where(version => version.Connection == name)
                    .SelectMany(version => current.ServedBy(version.Key)
                        .Select(route => $"{version.Version} on '{route.Route}'"))
                    .Order(StringComparer.Ordinal)
                    .ToList();
                if (serving.Count > 0)
                {
                    return Refuse(
                        ProblemKind.InUse,
                        $"'{name}' serves {string.Join(", ", serving)}; deploy other versions there first.");
                }

                return known.RetiredAt is not null
                    ? new ConnectionResult.Done(known, IsNew: false)
                    : await AppendAsync(name, new ConnectionRetired(name), by, ct);
            },
            ct);

    /// <summary>Every connection there ever was, by name.</summary>
    public IReadOnlyList<Connection> List() =>
        [.. book.Current.Connections.Values.OrderBy(connection => connection.Name, StringComparer.Ordinal)];

    private static ConnectionResult.Refused Refuse(ProblemKind kind, string detail) =>
        new(new DeploymentProblem(kind, detail));

    private async Task<ConnectionResult> InTurnAsync(Func<Task<ConnectionResult>> decide, CancellationToken ct)
    {
        try
        {
            await using var taken = await turn.TakeAsync(ct);
            return await decide();
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return new ConnectionResult.Refused(DeploymentProblem.Away);
        }
    }

    private async Task<ConnectionResult> AppendAsync(string name, object fact, EventContext by, CancellationToken ct)
    {
        await store.AppendAsync("connection:" + name, StreamType, null, [fact], by, ct);
        await keeper.ReloadAsync(CancellationToken.None);
        return book.Current.Connections.TryGetValue(name, out var connection)
            ? new ConnectionResult.Done(connection, IsNew: true)
            : new ConnectionResult.Refused(DeploymentProblem.Behind);
    }
}

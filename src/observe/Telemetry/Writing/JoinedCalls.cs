namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Finds the clients' spans of requests that the gateway recorded too. Strictly one to one, and never between two
/// clients: response ids repeat in the wild.
/// </summary>
internal static class JoinedCalls
{
    /// <summary>
    /// The gateway's record for each client's span that has one. A record made below a client's span (its
    /// <c>traceparent</c> came along) is that span's request; what is left is matched by answer, model and time.
    /// </summary>
    /// <param name="nodes">Every span that is known of the traces.</param>
    /// <param name="taken">Records that are joined to clients' spans which are not among the nodes.</param>
    /// <param name="former">What was joined before; kept, unless a trace shows better.</param>
    public static Dictionary<NodeId, NodeId> Find(
        IReadOnlyDictionary<NodeId, TraceNode> nodes, IReadOnlySet<NodeId> taken,
        IReadOnlyDictionary<NodeId, NodeId> former)
    {
        var joins = new Dictionary<NodeId, NodeId>();
        var gateways = nodes.Values.Where(node => node.Sighting is { IsGateway: true }).ToList();
        if (gateways.Count == 0 && former.Count == 0)
        {
            return joins;
        }

        ByTrace(nodes, gateways, joins);
        ByAnswer(nodes, gateways, taken, former, joins);
        return joins;
    }

    /// <summary>Of several records below one span, which a client's own retries make, the one with its answer, else the last.</summary>
    private static void ByTrace(
        IReadOnlyDictionary<NodeId, TraceNode> nodes, List<TraceNode> gateways, Dictionary<NodeId, NodeId> joins)
    {
        var around = LeafInferences.Around(nodes);
        var below = gateways
            .Where(gateway => around.ContainsKey(gateway.Id))
            .Select(gateway => (Gateway: gateway, Client: nodes[around[gateway.Id]]))
            .Where(pair => pair.Client.Sighting is { IsGateway: false })
            .GroupBy(pair => pair.Client.Id);
        foreach (var pairs in below)
        {
            var (gateway, client) = pairs
                .OrderByDescending(pair => pair.Gateway.Sighting!.ResponseId is { } id
                    && id == pair.Client.Sighting!.ResponseId)
                .ThenByDescending(pair => pair.Gateway.Sighting!.StartedAt)
                .First();
            joins[client.Id] = gateway.Id;
        }
    }

    private static void ByAnswer(
        IReadOnlyDictionary<NodeId, TraceNode> nodes, List<TraceNode> gateways, IReadOnlySet<NodeId> taken,
        IReadOnlyDictionary<NodeId, NodeId> former, Dictionary<NodeId, NodeId> joins)
    {
        var wrappers = LeafInferences.Wrappers(
            LeafInferences.Around(nodes.Where(node => node.Value.Sighting is not { IsGateway: true }).ToDictionary()), joins);
        var given = joins.Values.Concat(taken).ToHashSet();
        bool IsFree(NodeId client) => nodes.TryGetValue(client, out var node)
            && node.Sighting is { IsGateway: false } && !joins.ContainsKey(client) && !wrappers.Contains(client);

        foreach (var (client, gateway) in former)
        {
            if (IsFree(client) && given.Add(gateway))
            {
                joins[client] = gateway;
            }
        }

        var clients = nodes.Values.Where(node => node.Sighting?.ResponseId is not null && IsFree(node.Id)).ToList();
        var answered = gateways.FindAll(gateway => gateway.Sighting!.ResponseId is not null);
        var ofAnswers = clients
            .GroupBy(node => (node.Id.Project, node.Sighting!.ResponseId))
            .ToDictionary(answer => answer.Key, answer => new SightingsByStart(answer));
        var pairs =
            from gateway in answered
            from client in ofAnswers.TryGetValue((gateway.Id.Project, gateway.Sighting!.ResponseId), out var ofAnswer)
                ? ofAnswer.Nearest(gateway.Sighting.StartedAt)
                : []
            where gateway.Sighting!.Matches(client.Sighting!)
            orderby (gateway.Sighting!.StartedAt - client.Sighting!.StartedAt).Duration(),
                client.Id.TraceId.ToString(), client.Id.SpanId.Value
            select (Client: client.Id, Gateway: gateway.Id);
        foreach (var (client, gateway) in pairs.ToList())
        {
            if (!joins.ContainsKey(client) && given.Add(gateway))
            {
                joins[client] = gateway;
            }
        }

        // Where an id repeats, those near a moment may all be taken while others that were under way are left.
        foreach (var (client, gateway) in OverlappingPairs.Of(
            clients.Where(client => !joins.ContainsKey(client.Id)),
            answered.Where(gateway => !given.Contains(gateway.Id))))
        {
            joins[client] = gateway;
        }
    }
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Pairs as many clients' spans with gateway's records of the same answer as can be paired, one to one. Whoever ends first
/// takes the partner that ends next: a partner with a later end can still be had by those that come after, so no other
/// choice leaves fewer alone (the earliest-deadline rule of matching in convex bipartite graphs; Glover, 1967). The work
/// grows as n log n, however many have one id.
/// </summary>
internal static class OverlappingPairs
{
    public static IEnumerable<(NodeId Client, NodeId Gateway)> Of(
        IEnumerable<TraceNode> clients, IEnumerable<TraceNode> gateways)
    {
        var gatewaysOf = gateways.ToLookup(Key);
        foreach (var answer in clients.GroupBy(Key))
        {
            if (gatewaysOf.Contains(answer.Key))
            {
                foreach (var (one, other) in Sweep([.. answer, .. gatewaysOf[answer.Key]]))
                {
                    yield return one.Sighting!.IsGateway ? (other.Id, one.Id) : (one.Id, other.Id);
                }
            }
        }
    }

    private static (ProjectId, string?, string?) Key(TraceNode node) => (
        node.Id.Project, node.Sighting!.ResponseId,
        (node.Sighting.ResponseModel ?? node.Sighting.RequestModel)?.ToUpperInvariant());

    private static IEnumerable<(TraceNode, TraceNode)> Sweep(List<TraceNode> nodes)
    {
        var byStart = nodes.OrderBy(node => node.Sighting!.StartedAt).ThenBy(Tie).ToList();
        var (begun, paired) = (0, new HashSet<NodeId>());
        var open = new[] { Queue(), Queue() };
        foreach (var node in nodes.OrderBy(node => node.Sighting!.EndedAt).ThenBy(Tie))
        {
            for (; begun < byStart.Count && byStart[begun].Sighting!.StartedAt <= node.Sighting!.EndedAt; begun++)
            {
                var next = byStart[begun];
                open[Party(next)].Enqueue(next, (next.Sighting!.EndedAt, Tie(next)));
            }

            // Who ended before this node, paired or not, is no partner of anybody that is still to end: it came first.
            var partners = open[1 - Party(node)];
            while (!paired.Contains(node.Id) && partners.TryDequeue(out var partner, out _))
            {
                if (!paired.Contains(partner.Id) && partner.Sighting!.Matches(node.Sighting!))
                {
                    paired.Add(node.Id);
                    paired.Add(partner.Id);
                    yield return (node, partner);
                }
            }
        }
    }

    private static int Party(TraceNode node) => node.Sighting!.IsGateway ? 1 : 0;

    private static (UInt128, ulong) Tie(TraceNode node) => (node.Id.TraceId.Value, node.Id.SpanId.Value);

    private static PriorityQueue<TraceNode, (DateTimeOffset, (UInt128, ulong))> Queue() => new();
}

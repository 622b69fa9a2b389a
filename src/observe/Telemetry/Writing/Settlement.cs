namespace Dashboard.Telemetry.Writing;

/// <summary>Which inferences count as calls, given all that is known of their traces.</summary>
public sealed class Settlement
{
    private readonly HashSet<NodeId> _wrappers;
    private readonly Dictionary<NodeId, NodeId> _joins;

    private Settlement(HashSet<NodeId> wrappers, Dictionary<NodeId, NodeId> joins) =>
        (_wrappers, _joins) = (wrappers, joins);

    public static Settlement Of(IEnumerable<TraceNode> batch, IReadOnlyCollection<StoredNode> stored)
    {
        var nodes = new Dictionary<NodeId, TraceNode>();
        foreach (var node in stored.Select(node => node.Node).Concat(batch))
        {
            nodes.TryAdd(node.Id, node);
        }

        var former = stored.Where(node => node.JoinedTo is { } partner && IsKept(partner, nodes))
            .DistinctBy(node => node.Node.Id)
            .ToDictionary(node => node.Node.Id, node => node.JoinedTo!.Value);
        var taken = stored.Where(node => node.JoinedBy is { } client && !nodes.ContainsKey(client))
            .Select(node => node.Node.Id)
            .ToHashSet();
        var joins = JoinedCalls.Find(nodes, taken, former);
        var around = LeafInferences.Around(nodes);
        RepeatedCalls.Join(nodes, around, joins);
        return new Settlement(LeafInferences.Wrappers(around, joins), joins);
    }

    /// <summary>Who repeats whom within a trace is decided anew whenever both are known.</summary>
    private static bool IsKept(NodeId partner, Dictionary<NodeId, TraceNode> nodes) =>
        !nodes.TryGetValue(partner, out var node) || node.Sighting is { IsGateway: true };

    public bool IsCounted(NodeId span) => !_wrappers.Contains(span) && !_joins.ContainsKey(span);

    /// <summary>The record that counts for the same request; null when there is none, or it is this one.</summary>
    public NodeId? JoinedTo(NodeId span) => _joins.TryGetValue(span, out var record) ? record : null;

    /// <summary>The records that gained, lost or changed the spans that are joined to them.</summary>
    public IReadOnlyCollection<NodeId> Moved(IEnumerable<SpanRecord> written, IEnumerable<StoredNode> stored) =>
        written.Select(span => JoinedTo(NodeId.Of(span)))
            .Concat(stored.Where(node => node.JoinedTo != JoinedTo(node.Node.Id))
                .SelectMany(node => (NodeId?[])[node.JoinedTo, JoinedTo(node.Node.Id)]))
            .OfType<NodeId>()
            .ToHashSet();

    /// <summary>The rows that this transaction wrote by another settlement, when it knew less.</summary>
    public IEnumerable<CallChange> ChangesFrom(Settlement before, IEnumerable<SpanRecord> written) =>
        from span in written
        let id = NodeId.Of(span)
        where before.IsCounted(id) != IsCounted(id) || before.JoinedTo(id) != JoinedTo(id)
        select new CallChange(SpanKey.Of(span), IsCounted(id), JoinedTo(id), IsNew: true);

    /// <summary>
    /// The stored rows that say otherwise. A wrapper stays one, since the inference within it may lie beyond what was read;
    /// only a client's span that lost its partner to another counts again.
    /// </summary>
    public IEnumerable<CallChange> ChangesFrom(IEnumerable<StoredNode> stored) =>
        from node in stored.Where(node => node.Node.IsInference).DistinctBy(node => node.Key)
        let id = node.Node.Id
        let counted = IsCounted(id) && (node.IsCounted || node.JoinedTo is not null)
        where counted != node.IsCounted || node.JoinedTo != JoinedTo(id)
        select new CallChange(node.Key, counted, JoinedTo(id), IsNew: false);
}

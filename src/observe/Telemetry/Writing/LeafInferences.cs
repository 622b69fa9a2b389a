namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Decides which inference spans wrap others. Some instrumentations put an inference into a span that reports the same
/// inference with the same or summed usage; only the innermost is a call, or its tokens would be counted twice. What a
/// tool asks a model, however, is no part of the answer that asked for the tool: both are calls.
/// </summary>
internal static class LeafInferences
{
    /// <summary>Deeper chains are cut: no real trace nests so far, and a circle of parents must end.</summary>
    private const int MaxDepth = 128;

    /// <summary>
    /// The inferences that have another inference below them, through spans of any kind but tools. A span that is joined
    /// to a record above it is that record's own request seen again, and makes no wrapper of it.
    /// </summary>
    /// <param name="around">The nearest inference around each.</param>
    /// <param name="joins">Spans that are views of a request that counts elsewhere.</param>
    public static HashSet<NodeId> Wrappers(
        IReadOnlyDictionary<NodeId, NodeId> around, IReadOnlyDictionary<NodeId, NodeId> joins)
    {
        var wrappers = new HashSet<NodeId>();
        foreach (var (inner, outer) in around)
        {
            if (!joins.TryGetValue(inner, out var partner) || partner != outer)
            {
                wrappers.Add(outer);
            }
        }

        return wrappers;
    }

    /// <summary>
    /// The nearest inference around each inference, no tool between them. Of spans that are each other's parent the one
    /// that began first stands at the top, whoever arrived first.
    /// </summary>
    public static Dictionary<NodeId, NodeId> Around(IReadOnlyDictionary<NodeId, TraceNode> nodes)
    {
        var around = new Dictionary<NodeId, NodeId>();
        foreach (var node in nodes.Values)
        {
            if (node.IsInference && Nearest(node, nodes) is { } outer)
            {
                around[node.Id] = outer;
            }
        }

        BreakCircles(around, nodes);
        return around;
    }

    private static NodeId? Nearest(TraceNode node, IReadOnlyDictionary<NodeId, TraceNode> nodes)
    {
        var current = node;
        for (var depth = 0; depth < MaxDepth && current.ParentId is { } parent; depth++)
        {
            if (parent == node.Id || !nodes.TryGetValue(parent, out current) || current.IsTool)
            {
                return null;
            }

            if (current.IsInference)
            {
                return current.Id;
            }
        }

        return null;
    }

    private static void BreakCircles(
        Dictionary<NodeId, NodeId> around, IReadOnlyDictionary<NodeId, TraceNode> nodes)
    {
        var seen = new HashSet<NodeId>();
        foreach (var start in around.Keys.ToList())
        {
            var path = new List<NodeId>();
            var current = start;
            while (around.TryGetValue(current, out var outer) && seen.Add(current))
            {
                path.Add(current);
                current = outer;
            }

            if (path.IndexOf(current) is >= 0 and var begin)
            {
                around.Remove(path.Skip(begin).MinBy(id => (nodes[id].Sighting!.StartedAt, id.SpanId.Value)));
            }
        }
    }
}

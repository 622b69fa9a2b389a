namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Decides which inference spans wrap others. Some instrumentations put an inference into a span that reports the same
/// inference with the same or summed usage; only the innermost is a call, or its tokens would be counted twice.
/// </summary>
internal static class LeafInferences
{
    /// <summary>Deeper chains are cut: no real trace nests so far, and a circle of parents must end.</summary>
    private const int MaxDepth = 128;

    /// <summary>
    /// The inferences that have another inference below them, at any depth, through spans of any kind. A span that is
    /// joined to a record above it is that record's own request seen again, and makes no wrapper of it.
    /// </summary>
    public static HashSet<NodeId> Wrappers(
        IReadOnlyDictionary<NodeId, TraceNode> nodes, IReadOnlyDictionary<NodeId, NodeId> joins)
    {
        var wrappers = new HashSet<NodeId>();
        foreach (var node in nodes.Values.Where(node => node.IsInference))
        {
            var partner = joins.TryGetValue(node.Id, out var gateway) ? gateway : default;
            foreach (var above in Above(node, nodes).Where(above => above.IsInference && above.Id != partner))
            {
                wrappers.Add(above.Id);
            }
        }

        return wrappers;
    }

    /// <summary>The known spans above a span, the nearest first.</summary>
    public static IEnumerable<TraceNode> Above(TraceNode node, IReadOnlyDictionary<NodeId, TraceNode> nodes)
    {
        var current = node;
        for (var depth = 0; depth < MaxDepth && current.ParentId is { } parent; depth++)
        {
            if (parent == node.Id || !nodes.TryGetValue(parent, out current))
            {
                yield break;
            }

            yield return current;
        }
    }
}

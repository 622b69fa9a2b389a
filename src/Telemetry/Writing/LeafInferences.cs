using Dashboard.Events;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Decides which inference spans are calls. Some instrumentations wrap an inference in a span that reports the same
/// inference with the same or summed usage; only the innermost is a call, or its tokens would be counted twice.
/// </summary>
internal static class LeafInferences
{
    /// <summary>Deeper chains are cut: no real trace nests so far, and a circle of parents must end.</summary>
    private const int MaxDepth = 128;

    /// <summary>The inferences that have another inference below them, at any depth, through spans of any kind.</summary>
    public static HashSet<(ProjectId, TraceId, SpanId)> Wrappers(IReadOnlyCollection<TraceNode> nodes)
    {
        var byId = new Dictionary<(ProjectId, TraceId, SpanId), TraceNode>(nodes.Count);
        foreach (var node in nodes)
        {
            byId.TryAdd((node.Project, node.TraceId, node.SpanId), node);
        }

        var wrappers = new HashSet<(ProjectId, TraceId, SpanId)>();
        foreach (var node in byId.Values.Where(node => node.IsInference))
        {
            MarkAncestors(node, byId, wrappers);
        }

        return wrappers;
    }

    private static void MarkAncestors(
        TraceNode node,
        Dictionary<(ProjectId, TraceId, SpanId), TraceNode> byId,
        HashSet<(ProjectId, TraceId, SpanId)> wrappers)
    {
        var current = node;
        for (var depth = 0; depth < MaxDepth && current.Parent is { } parent; depth++)
        {
            var key = (node.Project, node.TraceId, parent);
            if (parent == node.SpanId || !byId.TryGetValue(key, out current))
            {
                return;
            }

            if (current.IsInference)
            {
                wrappers.Add(key);
            }
        }
    }
}

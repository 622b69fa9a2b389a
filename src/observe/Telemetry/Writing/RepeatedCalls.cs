namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Finds the spans that report one request several times: an SDK's own span within an instrumentation's, a client within a
/// framework. Where each has only one inference directly within it they are one request, and what one of them does not say
/// (tokens, messages, who it was for) another may.
/// </summary>
internal static class RepeatedCalls
{
    /// <summary>
    /// Joins each such span to the one that counts: the innermost that tells what was used, else the innermost. Requests
    /// that the gateway recorded are its own.
    /// </summary>
    /// <param name="nodes">Every span that is known of the traces.</param>
    /// <param name="around">The nearest inference around each.</param>
    /// <param name="joins">Of clients' spans to the gateway's records; is added to.</param>
    public static void Join(
        IReadOnlyDictionary<NodeId, TraceNode> nodes, IReadOnlyDictionary<NodeId, NodeId> around,
        Dictionary<NodeId, NodeId> joins)
    {
        if (around.Count == 0)
        {
            return;
        }

        var within = around.Values.CountBy(outer => outer).ToDictionary();
        foreach (var innermost in around.Keys.Where(inner => !within.ContainsKey(inner)))
        {
            var chain = Chain(innermost, around, within);
            var makesVectors = nodes[innermost].Sighting!.IsEmbedding;
            if (chain.Count == 1 || chain.Exists(span => joins.ContainsKey(span)
                || nodes[span].Sighting is { IsGateway: true } || nodes[span].Sighting!.IsEmbedding != makesVectors))
            {
                continue;
            }

            var telling = chain.FindIndex(span => nodes[span].Sighting!.HasUsage);
            var counted = chain[Math.Max(telling, 0)];
            foreach (var span in chain.Where(span => span != counted))
            {
                joins[span] = counted;
            }
        }
    }

    /// <summary>The innermost, then each around it that holds no other.</summary>
    private static List<NodeId> Chain(
        NodeId innermost, IReadOnlyDictionary<NodeId, NodeId> around, Dictionary<NodeId, int> within)
    {
        var chain = new List<NodeId> { innermost };
        while (around.TryGetValue(chain[^1], out var outer) && within[outer] == 1)
        {
            chain.Add(outer);
        }

        return chain;
    }
}

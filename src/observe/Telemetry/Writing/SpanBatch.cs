namespace Dashboard.Telemetry.Writing;

/// <summary>Spans that are written in one transaction, without repetitions.</summary>
public sealed class SpanBatch
{
    public SpanBatch(IEnumerable<SpanRecord> spans)
    {
        var seen = new HashSet<SpanKey>();
        foreach (var span in spans)
        {
            if (!seen.Add(SpanKey.Of(span)))
            {
                continue;
            }

            (span.Call is null ? Others : Calls).Add(span);
        }

        Alone = Settlement.Of(Nodes, []);
    }

    /// <summary>Spans that report an inference.</summary>
    public List<SpanRecord> Calls { get; } = [];

    public List<SpanRecord> Others { get; } = [];

    public int Count => Calls.Count + Others.Count;

    /// <summary>Which calls count as far as the batch itself tells: what its rows say when they are copied.</summary>
    public Settlement Alone { get; }

    public IEnumerable<TraceNode> Nodes => Calls.Concat(Others).Select(TraceNode.Of);
}

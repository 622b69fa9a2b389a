namespace Dashboard.Telemetry.Writing;

/// <summary>Spans that are written in one transaction, without repetitions, and which of their inferences count.</summary>
internal sealed class SpanBatch
{
    private readonly HashSet<SpanKey> _uncounted = [];

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
    }

    /// <summary>Spans that report an inference.</summary>
    public List<SpanRecord> Calls { get; } = [];

    public List<SpanRecord> Others { get; } = [];

    public int Count => Calls.Count + Others.Count;

    public bool IsCounted(SpanRecord span) => !_uncounted.Contains(SpanKey.Of(span));

    /// <summary>Settles which calls count, given what is stored of their traces. Returns the stored calls that no longer count.</summary>
    public List<StoredNode> Settle(IReadOnlyCollection<StoredNode> stored)
    {
        var nodes = Calls.Concat(Others)
            .Select(span => new TraceNode(
                span.Project, span.TraceId, span.SpanId, span.ParentSpanId, span.Call is not null))
            .Concat(stored.Select(node => node.Node))
            .ToList();
        var wrappers = LeafInferences.Wrappers(nodes);
        _uncounted.Clear();
        foreach (var span in Calls.Where(span => wrappers.Contains((span.Project, span.TraceId, span.SpanId))))
        {
            _uncounted.Add(SpanKey.Of(span));
        }

        return stored
            .Where(node => node.IsCounted
                && wrappers.Contains((node.Node.Project, node.Node.TraceId, node.Node.SpanId)))
            .ToList();
    }
}

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Views of one answer in the order of their starts. Where a fake server repeats an id for thousands of calls, only those
/// that began at about the same time are compared with each other, so that the work grows with their number alone.
/// </summary>
internal sealed class SightingsByStart
{
    /// <summary>So many that began before a moment are near it, and so many that began after it.</summary>
    public const int Near = 32;

    private readonly TraceNode[] _nodes;
    private readonly DateTimeOffset[] _starts;

    public SightingsByStart(IEnumerable<TraceNode> nodes)
    {
        _nodes =
        [
            .. nodes.OrderBy(node => node.Sighting!.StartedAt)
                .ThenBy(node => node.Id.TraceId.Value)
                .ThenBy(node => node.Id.SpanId.Value),
        ];
        _starts = [.. _nodes.Select(node => node.Sighting!.StartedAt)];
    }

    /// <summary>The views that began nearest to a moment.</summary>
    public IReadOnlyList<TraceNode> Nearest(DateTimeOffset at)
    {
        var found = Array.BinarySearch(_starts, at);
        var place = found < 0 ? ~found : found;
        var from = Math.Max(0, place - Near);
        return new ArraySegment<TraceNode>(_nodes, from, Math.Min(_nodes.Length, place + Near) - from);
    }
}

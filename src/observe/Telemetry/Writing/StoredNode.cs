namespace Dashboard.Telemetry.Writing;

/// <summary>A span that is in the database already.</summary>
/// <param name="Node">Its place in the trace.</param>
/// <param name="StartedAt">Part of its key.</param>
/// <param name="IsCounted">Whether it is a call that is counted now.</param>
public sealed record StoredNode(TraceNode Node, DateTimeOffset StartedAt, bool IsCounted)
{
    /// <summary>The record that counts for the same request: the gateway's, or another span of the trace.</summary>
    public NodeId? JoinedTo { get; init; }

    /// <summary>The client's span that is joined to this record of the gateway.</summary>
    public NodeId? JoinedBy { get; init; }

    public SpanKey Key => new(Node.Id.Project, StartedAt, Node.Id.TraceId, Node.Id.SpanId);
}

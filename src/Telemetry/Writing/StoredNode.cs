namespace Dashboard.Telemetry.Writing;

/// <summary>A span that is in the database already.</summary>
/// <param name="Node">Its place in the trace.</param>
/// <param name="StartedAt">Part of its key.</param>
/// <param name="IsCounted">Whether it is a call that is counted now.</param>
internal sealed record StoredNode(TraceNode Node, DateTimeOffset StartedAt, bool IsCounted);

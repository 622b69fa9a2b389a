namespace Dashboard.Telemetry.Writing;

/// <summary>What a row of <c>calls</c> must say from now on.</summary>
/// <param name="Key">The row.</param>
/// <param name="Counted">Whether it counts.</param>
/// <param name="JoinedTo">The record that counts for the same request.</param>
/// <param name="IsNew">Whether this transaction wrote the row, so that no sum holds it yet.</param>
public readonly record struct CallChange(SpanKey Key, bool Counted, NodeId? JoinedTo, bool IsNew);

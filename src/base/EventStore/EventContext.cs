namespace Dashboard.EventStore;

/// <summary>Who decided, why, and in the course of what.</summary>
/// <param name="Actor">Person, key or policy, such as <c>person:ann</c>.</param>
/// <param name="Reason">As given by the actor; null where none is asked for.</param>
/// <param name="CorrelationId">Ties events of one request together.</param>
public sealed record EventContext(string Actor, string? Reason = null, string? CorrelationId = null);

using System.Text.Json;

namespace Dashboard.EventStore;

/// <summary>One event as it lies in the store.</summary>
/// <param name="Position">Place in the whole store; grows, may have gaps.</param>
/// <param name="Id">Unique id of the event.</param>
/// <param name="StreamId">The stream that it belongs to, such as <c>route:gus</c>.</param>
/// <param name="Version">Place in its stream, from 1.</param>
/// <param name="Type">Stored name of its type, such as <c>version_registered</c>.</param>
/// <param name="Data">The event itself; null where its type is not known to this program.</param>
/// <param name="Json">The event as stored.</param>
/// <param name="Timestamp">When it was appended.</param>
/// <param name="Actor">Who decided; null for events that another program appended.</param>
/// <param name="Reason">Why.</param>
/// <param name="CorrelationId">The request that it belongs to.</param>
public sealed record StoredEvent(
    long Position,
    Guid Id,
    string StreamId,
    long Version,
    string Type,
    object? Data,
    JsonElement Json,
    DateTimeOffset Timestamp,
    string? Actor,
    string? Reason,
    string? CorrelationId);

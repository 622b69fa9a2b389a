using System.Text.Json;
using Dashboard.EventStore;

namespace Dashboard.Web.Audit;

/// <summary>One decision as the audit log shows it.</summary>
/// <param name="Position">Place in the log.</param>
/// <param name="Id">Unique id.</param>
/// <param name="Stream">What it is about.</param>
/// <param name="Version">Place among the decisions about the same thing.</param>
/// <param name="Type">What was decided.</param>
/// <param name="Data">The decision as stored.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who; null where another program wrote it.</param>
/// <param name="Reason">Why, as given.</param>
/// <param name="CorrelationId">The request it belongs to.</param>
public sealed record AuditEntry(
    long Position,
    Guid Id,
    string Stream,
    long Version,
    string Type,
    JsonElement Data,
    DateTimeOffset At,
    string? Actor,
    string? Reason,
    string? CorrelationId)
{
    internal static AuditEntry Of(StoredEvent stored) => new(
        stored.Position,
        stored.Id,
        stored.StreamId,
        stored.Version,
        stored.Type,
        stored.Json,
        stored.Timestamp.ToUniversalTime(),
        stored.Actor,
        stored.Reason,
        stored.CorrelationId);
}

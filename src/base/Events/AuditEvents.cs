namespace Dashboard.Events;

/// <summary>
/// Somebody took the record of decisions for right as the database has it, although another end had been seen: fewer
/// events, or others.
/// </summary>
public sealed record AuditHeadAccepted(
    long FormerEvents, string? FormerHash, DateTimeOffset? FormerAt, long Events, string? Hash);

/// <summary>
/// A backup was restored, and with it the record of decisions set back to what it was then; 0 and null where no end of it
/// had been seen here before.
/// </summary>
public sealed record BackupRestored(
    DateTimeOffset TakenAt,
    long FormerEvents,
    string? FormerHash,
    DateTimeOffset? FormerAt,
    long Events,
    string? Hash);

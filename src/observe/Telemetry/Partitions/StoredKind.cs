namespace Dashboard.Telemetry.Partitions;

/// <summary>What is stored of one kind of telemetry, and what becomes of it under a retention.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Keep">How long the retention keeps it.</param>
/// <param name="Stored">What there is; null for nothing.</param>
/// <param name="Expired">What of it the retention drops now; null for nothing.</param>
/// <param name="NextDrop">When the oldest day of the rest goes, within the hour; null where nothing is left.</param>
public sealed record StoredKind(
    TelemetryKind Kind, TimeSpan Keep, StoredDays? Stored, StoredDays? Expired, DateTimeOffset? NextDrop);

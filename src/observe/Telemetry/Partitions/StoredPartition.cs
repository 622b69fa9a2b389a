namespace Dashboard.Telemetry.Partitions;

/// <summary>A partition as it lies on the disk.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Range">The time it covers.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Bytes">Rows, indexes and what is stored aside.</param>
/// <param name="HasRows">Whether anything was ever written to it.</param>
public sealed record StoredPartition(
    TelemetryKind Kind, PartitionRange Range, DateTimeOffset CreatedAt, long Bytes, bool HasRows);

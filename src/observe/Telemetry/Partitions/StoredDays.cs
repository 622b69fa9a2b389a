namespace Dashboard.Telemetry.Partitions;

/// <summary>UTC days that hold rows.</summary>
/// <param name="First">The oldest of them.</param>
/// <param name="Last">The newest of them.</param>
/// <param name="Count">
/// How many; gaps are not counted, an old year that is kept as one counts with all its days.
/// </param>
/// <param name="Bytes">On disk, indexes included.</param>
public sealed record StoredDays(DateOnly First, DateOnly Last, int Count, long Bytes);

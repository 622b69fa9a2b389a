namespace Dashboard.Telemetry.Partitions;

/// <summary>What a retention means for what is stored. Pure.</summary>
internal static class RetentionOutlook
{
    /// <summary>Every kind, in the order in which pages show them.</summary>
    public static IReadOnlyList<StoredKind> Of(
        IReadOnlyList<StoredPartition> partitions, RetentionOptions keep, DateTimeOffset now) =>
    [
        .. Enum.GetValues<TelemetryKind>().Select(kind => Of(
            kind, [.. partitions.Where(partition => partition.Kind == kind && partition.HasRows)], keep[kind], now)),
    ];

    private static StoredKind Of(
        TelemetryKind kind, IReadOnlyList<StoredPartition> partitions, TimeSpan keep, DateTimeOffset now)
    {
        var byAge = partitions.ToLookup(
            partition => PartitionPlan.IsExpired(partition.Range, partition.CreatedAt, keep, now));
        return new StoredKind(
            kind,
            keep,
            Days(partitions),
            Days(byAge[true]),
            byAge[false].Select(partition => (DateTimeOffset?)PartitionPlan.ExpiresAt(
                partition.Range, partition.CreatedAt, keep)).Min());
    }

    private static StoredDays? Days(IEnumerable<StoredPartition> partitions)
    {
        var all = partitions.ToList();
        return all.Count == 0
            ? null
            : new StoredDays(
                DateOnly.FromDateTime(all.Min(partition => partition.Range.From).UtcDateTime),
                DateOnly.FromDateTime(all.Max(partition => partition.Range.To).UtcDateTime).AddDays(-1),
                all.Sum(partition => (int)(partition.Range.To - partition.Range.From).TotalDays),
                all.Sum(partition => partition.Bytes));
    }
}

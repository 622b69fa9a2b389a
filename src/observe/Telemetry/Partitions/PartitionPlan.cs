namespace Dashboard.Telemetry.Partitions;

/// <summary>Decides which partitions to make and which to drop. Pure.</summary>
internal static class PartitionPlan
{
    /// <summary>Days within this much of today get a partition each, so that retention can drop them one by one.</summary>
    public static readonly TimeSpan DayHorizon = TimeSpan.FromDays(100);

    /// <summary>
    /// The range to create for a day that no existing range covers: the day itself near today, else its whole year (a
    /// backfill must not make thousands of partitions), unless a part of that year exists already.
    /// </summary>
    public static PartitionRange RangeFor(DateOnly day, DateTimeOffset now, IReadOnlyCollection<PartitionRange> existing)
    {
        var ofDay = PartitionRange.Day(day);
        var ofYear = PartitionRange.Year(day.Year);
        var isOld = ofYear.To < now - DayHorizon;
        return isOld && !existing.Any(ofYear.Overlaps) ? ofYear : ofDay;
    }

    /// <summary>Whether a partition's content has been kept long enough.</summary>
    public static bool IsExpired(PartitionRange range, DateTimeOffset createdAt, TimeSpan keep, DateTimeOffset now) =>
        ExpiresAt(range, createdAt, keep) < now;

    /// <summary>Until when a partition is kept, counted from its last instant and its making.</summary>
    public static DateTimeOffset ExpiresAt(PartitionRange range, DateTimeOffset createdAt, TimeSpan keep) =>
        (range.To > createdAt ? range.To : createdAt) + keep;
}

namespace Dashboard.Telemetry.Partitions;

/// <summary>A table partitioned by time, and how long its partitions are kept.</summary>
/// <param name="Name">The parent's name.</param>
/// <param name="Keep">Kept this long after both its last instant and its creation.</param>
internal sealed record PartitionedTable(string Name, TimeSpan Keep)
{
    /// <summary>The telemetry tables under the given retention. Minutes fold into quarters, which stay.</summary>
    public static IReadOnlyList<PartitionedTable> All(RetentionOptions options) =>
    [
        new("calls", options.Calls),
        new("spans", options.Spans),
        new("payloads", options.Payloads),
        new("log_records", options.Logs),
        new("metric_points", options.Metrics),
        new("rollup_minute", options.Minutes),
    ];
}

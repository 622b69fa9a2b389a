namespace Dashboard.Telemetry.Partitions;

/// <summary>A table partitioned by time, and how long its partitions are kept.</summary>
/// <param name="Name">The parent's name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Keep">Kept this long after both its last instant and its creation.</param>
internal sealed record PartitionedTable(string Name, TelemetryKind Kind, TimeSpan Keep)
{
    private static readonly (string Name, TelemetryKind Kind)[] s_tables =
    [
        ("calls", TelemetryKind.Calls),
        ("spans", TelemetryKind.Spans),
        ("payloads", TelemetryKind.Payloads),
        ("log_records", TelemetryKind.Logs),
        ("metric_points", TelemetryKind.Metrics),
        ("rollup_minute", TelemetryKind.Minutes),
    ];

    /// <summary>The telemetry tables under the given retention. Minutes fold into quarters, which stay.</summary>
    public static IReadOnlyList<PartitionedTable> All(RetentionOptions options) =>
        [.. s_tables.Select(table => new PartitionedTable(table.Name, table.Kind, options[table.Kind]))];

    /// <summary>What the table of that name holds.</summary>
    public static TelemetryKind KindOf(string name) => s_tables.Single(table => table.Name == name).Kind;
}

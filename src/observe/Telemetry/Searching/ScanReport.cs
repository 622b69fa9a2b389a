using Dashboard.Telemetry.Reading;

namespace Dashboard.Telemetry.Searching;

/// <summary>What a scan says of itself while it runs.</summary>
internal sealed class ScanReport
{
    public DateTimeOffset? StoppedAt { get; set; }

    private DateTimeOffset? RowByRowTo { get; set; }

    private bool UsedIndex { get; set; }

    public CallReach Reach => new() { StoppedAt = StoppedAt, RowByRowTo = RowByRowTo, UsedIndex = UsedIndex };

    public void Read(ScanKind kind, DateTimeOffset from)
    {
        UsedIndex |= kind == ScanKind.Index;
        RowByRowTo = kind == ScanKind.Rows ? from : RowByRowTo;
    }
}

using Dashboard.Telemetry;

namespace Dashboard.Gateway.Spool;

/// <summary>Neighbouring records on their way to the database.</summary>
internal sealed class SpoolChunk
{
    /// <summary>The file that holds them; null where they are in memory alone, because there is no room on the disk.</summary>
    public SpoolSegment? Segment { get; init; }

    /// <summary>Where their frames begin.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes of their frames.</summary>
    public required int Length { get; set; }

    public required int Count { get; set; }

    /// <summary>When the first of them came.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Null where they have to be read from the file.</summary>
    public IReadOnlyList<SpanRecord>? Records { get; init; }
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>What somebody thinks of a call or of a whole trace.</summary>
public sealed record CallScore
{
    /// <summary>The span that is meant; null for the trace as a whole.</summary>
    public SpanId? SpanId { get; init; }

    /// <summary>What was judged, such as <c>thumbs</c> or <c>grounded</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Null when only a label was given.</summary>
    public double? Value { get; init; }

    public string? Label { get; init; }

    public string? Comment { get; init; }

    /// <summary>Who judged: <c>human</c>, <c>judge</c>, <c>code</c> or another word of the one who sent it.</summary>
    public required string Annotator { get; init; }

    public required DateTimeOffset At { get; init; }
}

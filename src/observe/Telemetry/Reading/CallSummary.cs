using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Reading;

/// <summary>One row of the calls list.</summary>
public sealed record CallSummary
{
    public required TraceId TraceId { get; init; }

    public required SpanId SpanId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Name { get; init; }

    public required string Operation { get; init; }

    public required SeriesKey Series { get; init; }

    public required SpanStatus Status { get; init; }

    public string? ErrorType { get; init; }

    public required double DurationMs { get; init; }

    public double? TimeToFirstTokenMs { get; init; }

    /// <summary>Null when nobody reported them.</summary>
    public TokenCounts? Tokens { get; init; }

    public required CallCost Cost { get; init; }

    public Nanodollars? ReportedCost { get; init; }

    public string? ResponseId { get; init; }

    public string? SessionId { get; init; }

    public string? UserId { get; init; }

    public Recorder Recorder { get; init; }

    /// <summary>The route's revision that was in force; null for calls past the gateway.</summary>
    public int? Revision { get; init; }

    public int? Attempts { get; init; }

    public string? RequestId { get; init; }

    /// <summary>What people and judges said of it; null where nobody did.</summary>
    public CallOpinion? Opinion { get; init; }

    /// <summary>The newest user message or the text that went in, cut to 200 characters; null when content was not captured.</summary>
    public string? Preview { get; init; }
}

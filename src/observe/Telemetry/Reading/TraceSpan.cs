using Dashboard.Events;

namespace Dashboard.Telemetry.Reading;

/// <summary>One span of a trace, with its content where it is still kept.</summary>
public sealed record TraceSpan
{
    public required SpanId SpanId { get; init; }

    public SpanId? ParentSpanId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double DurationMs { get; init; }

    public required string Name { get; init; }

    public required SpanRole Role { get; init; }

    public required SpanStatus Status { get; init; }

    public string? ErrorType { get; init; }

    public string? StatusMessage { get; init; }

    public string? SessionId { get; init; }

    public string? UserId { get; init; }

    /// <summary>What went in, JSON or text; null when not captured or no longer kept.</summary>
    public string? Input { get; init; }

    public string? Output { get; init; }

    /// <summary>The JSON described at <see cref="SpanRecord.Raw"/>; null when no longer kept.</summary>
    public string? Raw { get; init; }

    /// <summary>Present when the span is counted as a call or would be, had it no inference below it.</summary>
    public CallFacts? Call { get; init; }

    /// <summary>What a span that is no call says was used within it; in no sum.</summary>
    public (long Input, long Output)? TokensWithin { get; init; }

    /// <summary>
    /// True when the span is counted; false for wrappers that repeat the usage of an inference below, and for views of a
    /// request that the gateway, or another span of its client, recorded.
    /// </summary>
    public bool IsCounted { get; init; }

    /// <summary>The record of the same request that is counted instead of this span: the gateway's, or another span's.</summary>
    public SpanReference? JoinedTo { get; init; }

    /// <summary>How another saw the same request; null where only one saw it.</summary>
    public SpanTwin? Twin { get; init; }
}

using Dashboard.Events;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Ingest.Dialects;

/// <summary>What a dialect says about a span, in our words. Null is "not said".</summary>
internal sealed record SpanReading
{
    public SpanRole Role { get; init; }

    /// <summary>The operation when the span is itself an inference; null for wrappers and everything else.</summary>
    public string? Inference { get; init; }

    public string? Provider { get; init; }

    public string? RequestModel { get; init; }

    public string? ResponseModel { get; init; }

    public string? ResponseId { get; init; }

    public TokenUsage Usage { get; init; }

    public long? TimeToFirstTokenMicros { get; init; }

    public string? FinishReason { get; init; }

    public string? ServiceTier { get; init; }

    public Nanodollars? ReportedCost { get; init; }

    public string? Prompt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    /// <summary>Whether the dialect marks a failure by other means than the span's status.</summary>
    public bool Failed { get; init; }

    public string? StatusMessage { get; init; }
}

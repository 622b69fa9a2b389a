using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry;

/// <summary>What makes a span a call: who answered, with how many tokens, at what cost.</summary>
public sealed record CallFacts
{
    public required SeriesKey Series { get; init; }

    /// <summary>OpenTelemetry's operation name: <c>chat</c>, <c>text_completion</c>, <c>generate_content</c>, <c>embeddings</c>.</summary>
    public required string Operation { get; init; }

    public string? RequestModel { get; init; }

    public string? ResponseModel { get; init; }

    public string? ResponseId { get; init; }

    /// <summary>Null when nobody reported them.</summary>
    public TokenCounts? Tokens { get; init; }

    public required UsageSource UsageSource { get; init; }

    /// <summary>
    /// How the counts were read where that is not as OpenTelemetry has it, or what contradicts what; null where there is
    /// nothing to say.
    /// </summary>
    public string? UsageNote { get; init; }

    /// <summary>Microseconds from the start to the first content, reasoning or tool delta; null when not streamed or not said.</summary>
    public long? TimeToFirstTokenMicros { get; init; }

    /// <summary>Why generation ended, comma-separated when there were several choices.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The provider's processing class (<c>flex</c>, <c>priority</c>, <c>batch</c>), from the answer, else the request.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>What the client or provider said the call cost, kept beside ours.</summary>
    public Nanodollars? ReportedCost { get; init; }

    public required CallCost Cost { get; init; }

    public Recorder Recorder { get; init; }

    /// <summary>The route's revision that was in force; only the gateway knows it.</summary>
    public int? Revision { get; init; }

    /// <summary>How often the gateway asked upstream, the answered time included; null when nobody counted.</summary>
    public int? Attempts { get; init; }

    /// <summary>The id that the gateway gave the request and answered in <c>x-request-id</c>.</summary>
    public string? RequestId { get; init; }
}

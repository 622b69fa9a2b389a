using Dashboard.Events;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Recording;

/// <summary>
/// All that is known of one request when its answer has ended: plain data, so that it can wait on disk while the
/// database
/// is away. Its key (project, start, trace, span) is made once with the request, so that storing it twice counts it
/// once.
/// </summary>
public sealed record CallRecord
{
    public required ProjectId Project { get; init; }

    /// <summary>Who asked, as the audit log names it: <c>key:4f0c...</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Answered in <c>x-request-id</c>.</summary>
    public required string RequestId { get; init; }

    public required TraceId TraceId { get; init; }

    public required SpanId SpanId { get; init; }

    /// <summary>The client's span where it sent a <c>traceparent</c>.</summary>
    public SpanId? ParentSpanId { get; init; }

    /// <summary>UTC, in whole microseconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whole microseconds from the request's headers to the last byte of the answer.</summary>
    public required long DurationMicros { get; init; }

    /// <summary>OpenTelemetry's operation name: <c>chat</c>, <c>text_completion</c> or <c>embeddings</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The path that was called, such as <c>/v1/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The alias that the client asked for.</summary>
    public required string Route { get; init; }

    /// <summary>The version that answered last, or was asked last.</summary>
    public required string Version { get; init; }

    /// <summary>Of the route, when the request came.</summary>
    public required int Revision { get; init; }

    /// <summary>The provider in OpenTelemetry's words.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's model that was asked for.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>The provider's model that answered.</summary>
    public string? ResponseModel { get; init; }

    public string? ResponseId { get; init; }

    /// <summary>The provider's <c>x-request-id</c>.</summary>
    public string? UpstreamRequestId { get; init; }

    public string? SessionId { get; init; }

    public string? UserId { get; init; }

    public required bool Streamed { get; init; }

    /// <summary>
    /// Whether a session, user or key kept the request on its version; false where it was drawn at random.
    /// </summary>
    public bool Sticky { get; init; }

    public required SpanStatus Status { get; init; }

    /// <summary>The status that the client got; 499 where it had left.</summary>
    public required int HttpStatus { get; init; }

    /// <summary>A low-cardinality class such as <c>429</c>, <c>timeout</c> or <c>connect</c>.</summary>
    public string? ErrorType { get; init; }

    public string? StatusMessage { get; init; }

    /// <summary>Null when nobody reported them and they could not be estimated.</summary>
    public TokenCounts? Tokens { get; init; }

    public required UsageSource UsageSource { get; init; }

    /// <summary>How the provider's counts were read, or what contradicts what.</summary>
    public string? UsageNote { get; init; }

    /// <summary>The provider's <c>usage</c> as it came, as JSON.</summary>
    public string? RawUsage { get; init; }

    /// <summary>By the price book at the request's start.</summary>
    public required CallCost Cost { get; init; }

    /// <summary>What the provider said the call cost.</summary>
    public Nanodollars? ReportedCost { get; init; }

    /// <summary>Microseconds to the first content, reasoning or tool delta of a stream.</summary>
    public long? TimeToFirstTokenMicros { get; init; }

    /// <summary>Microseconds to the first byte of the answer's body.</summary>
    public long? TimeToFirstByteMicros { get; init; }

    public string? FinishReason { get; init; }

    public string? ServiceTier { get; init; }

    /// <summary>The messages as JSON; null where content is not kept.</summary>
    public string? Input { get; init; }

    /// <summary>The answer's messages as JSON, for streams put together from what was sent.</summary>
    public string? Output { get; init; }

    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }
}

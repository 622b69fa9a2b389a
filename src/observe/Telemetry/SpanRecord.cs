using Dashboard.Events;

namespace Dashboard.Telemetry;

/// <summary>
/// One span, decoded, read in its dialect and priced: what the writer stores. Two records are the same span when project,
/// start, trace id and span id are equal; the first one written wins.
/// </summary>
public sealed record SpanRecord
{
    public required ProjectId Project { get; init; }

    /// <summary>UTC, in whole microseconds (PostgreSQL's resolution), so that a retry makes the same key.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required TraceId TraceId { get; init; }

    public required SpanId SpanId { get; init; }

    /// <summary>Null for a root span.</summary>
    public SpanId? ParentSpanId { get; init; }

    public required string Name { get; init; }

    public required SpanRole Role { get; init; }

    /// <summary>Whole microseconds, never negative.</summary>
    public required long DurationMicros { get; init; }

    public required SpanStatus Status { get; init; }

    /// <summary>A low-cardinality class such as <c>429</c> or <c>timeout</c> (OpenTelemetry's <c>error.type</c>).</summary>
    public string? ErrorType { get; init; }

    public string? StatusMessage { get; init; }

    public string? SessionId { get; init; }

    public string? UserId { get; init; }

    /// <summary>
    /// What a span that is no inference says was used within it (an agent, a wrapper): the sum of what lies below it, and
    /// so in no sum of ours. Null when it says nothing.
    /// </summary>
    public TokenCounts? TokensWithin { get; init; }

    /// <summary>What went in: JSON (messages of any dialect) or plain text; null when it was not captured.</summary>
    public string? Input { get; init; }

    /// <summary>What came out, like <see cref="Input"/>.</summary>
    public string? Output { get; init; }

    /// <summary>
    /// A JSON object
    /// <c>{"resource":{},"scope":{"name","version"},"kind":"client","attributes":{},"events":[],"links":[]}</c> with
    /// everything the client sent except what went to <see cref="Input"/> and <see cref="Output"/>; empty members are left out.
    /// </summary>
    public required string Raw { get; init; }

    /// <summary>Present when the span is itself an inference, so that it may be counted as a call.</summary>
    public CallFacts? Call { get; init; }
}

using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>The body of <c>/api/calls/{trace_id}</c>.</summary>
internal sealed record TraceBody(string TraceId, IReadOnlyList<TraceBody.SpanBody> Spans)
{
    public static TraceBody Of(TraceDetail trace, IReadOnlyList<CallScore> scores, PriceBook prices)
    {
        var bySpan = scores.ToLookup(score => score.SpanId);
        return new(
            trace.TraceId.ToString(),
            trace.Spans.Select(span => SpanBody.Of(span, bySpan[span.SpanId], prices)).ToList())
        {
            Scores = [.. bySpan[null].Select(CallScoreBody.Of)],
        };
    }

    /// <summary>What is said of the trace as a whole.</summary>
    public IReadOnlyList<CallScoreBody> Scores { get; init; } = [];

    /// <summary>Where the record is that counts for the same request: the gateway's, or another span's.</summary>
    internal sealed record SpanReferenceBody(string TraceId, string SpanId);

    /// <summary>The same request as the gateway, its client or another span saw it: where to find it and what it measured.</summary>
    internal sealed record TwinBody(
        string TraceId, string SpanId, string StartedAt, double DurationMs, SpanStatus Status, CallFactsBody? Call)
    {
        public static TwinBody Of(SpanTwin twin, PriceBook prices) => new(
            twin.TraceId.ToString(),
            twin.Span.SpanId.ToString(),
            Rfc3339.Of(twin.Span.StartedAt),
            twin.Span.DurationMs,
            twin.Span.Status,
            twin.Span.Call is { } call ? CallFactsBody.Of(call, prices, twin.Span.StartedAt) : null);
    }

    /// <summary>One span. Input and output are JSON where the client sent JSON, else text.</summary>
    internal sealed record SpanBody(
        string SpanId,
        string? ParentSpanId,
        string Name,
        SpanRole Role,
        string StartedAt,
        double DurationMs,
        SpanStatus Status,
        string? ErrorType,
        string? StatusMessage,
        string? SessionId,
        string? UserId,
        bool Counted,
        SpanReferenceBody? JoinedTo,
        TwinBody? AlsoSeenBy,
        CallFactsBody? Call,
        JsonElement? Input,
        JsonElement? Output,
        JsonElement? Raw,
        IReadOnlyList<CallScoreBody> Scores)
    {
        public static SpanBody Of(TraceSpan span, IEnumerable<CallScore> scores, PriceBook prices) => new(
            span.SpanId.ToString(),
            span.ParentSpanId?.ToString(),
            span.Name,
            span.Role,
            Rfc3339.Of(span.StartedAt),
            span.DurationMs,
            span.Status,
            span.ErrorType,
            span.StatusMessage,
            span.SessionId,
            span.UserId,
            span.IsCounted,
            span.JoinedTo is { } joined ? new(joined.TraceId.ToString(), joined.SpanId.ToString()) : null,
            span.Twin is { } twin ? TwinBody.Of(twin, prices) : null,
            span.Call is { } call ? CallFactsBody.Of(call, prices, span.StartedAt) : null,
            ContentJson.Of(span.Input),
            ContentJson.Of(span.Output),
            ContentJson.Of(span.Raw),
            [.. scores.Select(CallScoreBody.Of)]);
    }
}

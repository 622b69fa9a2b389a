using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>One call in <c>/api/calls</c>. Null is "not said" or "not known".</summary>
internal sealed record CallBody(
    string TraceId,
    string SpanId,
    string StartedAt,
    string Name,
    string Operation,
    string Route,
    string? Model,
    string? Version,
    string? Provider,
    string? Prompt,
    string? Environment,
    SpanStatus Status,
    string? ErrorType,
    double LatencyMs,
    double? TtftMs,
    long? InputTokens,
    long? OutputTokens,
    long? CachedTokens,
    long? CacheWriteTokens,
    long? ReasoningTokens,
    string? CostUsd,
    CostStatus CostStatus,
    string? ReportedCostUsd,
    string? ResponseId,
    string? SessionId,
    string? UserId,
    string? Preview,
    Recorder Recorder,
    int? Revision,
    int? Attempts,
    string? RequestId,
    string? ReportedDifferenceUsd,
    CallBody.FeedbackBody? Feedback,
    CallJudgement? Hallucination)
{
    public static CallBody Of(CallSummary call) => new(
        call.TraceId.ToString(),
        call.SpanId.ToString(),
        Rfc3339.Of(call.StartedAt),
        call.Name,
        call.Operation,
        call.Series.Route,
        call.Series.Model,
        call.Series.Version,
        call.Series.Provider,
        call.Series.Prompt,
        call.Series.Environment,
        call.Status,
        call.ErrorType,
        call.DurationMs,
        call.TimeToFirstTokenMs,
        call.Tokens?.Input,
        call.Tokens?.Output,
        call.Tokens?.CacheRead,
        CacheWrites(call.Tokens),
        call.Tokens?.Reasoning,
        call.Cost.Amount?.ToString(),
        call.Cost.Status,
        call.ReportedCost?.ToString(),
        call.ResponseId,
        call.SessionId,
        call.UserId,
        call.Preview,
        call.Recorder,
        call.Revision,
        call.Attempts,
        call.RequestId,
        ReportedDifference(call.ReportedCost, call.Cost)?.ToString(),
        call.Opinion is { Up: > 0 } or { Down: > 0 } ? new FeedbackBody(call.Opinion.Up, call.Opinion.Down) : null,
        call.Opinion?.Judgement);

    /// <summary>What was reported less what we count; null unless both are known.</summary>
    public static Nanodollars? ReportedDifference(Nanodollars? reported, CallCost cost) =>
        reported is { } theirs && cost.Amount is { } ours ? theirs - ours : null;

    public static long? CacheWrites(TokenCounts? tokens) => tokens is { } t ? t.CacheWrite + t.CacheWrite1h : null;

    /// <summary>Votes of people: null in a call that has none.</summary>
    internal sealed record FeedbackBody(long Up, long Down);
}

using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Repricing;

/// <summary>A stored call, as far as its cost is concerned.</summary>
internal sealed record StoredCost(
    DateTimeOffset StartedAt,
    TraceId TraceId,
    SpanId SpanId,
    int SeriesId,
    bool IsCounted,
    string? UserId,
    string? ServiceTier,
    SpanStatus Status,
    TokenCounts? Tokens,
    CallCost Cost);

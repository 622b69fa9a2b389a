using Dashboard.Events;

namespace Dashboard.Telemetry.Ingest;

/// <summary>The cost of one call at the prices in force at its start.</summary>
internal delegate CallCost CallPricing(
    string? provider, string? model, TokenCounts? tokens, SpanStatus status, DateTimeOffset at, string? serviceTier);

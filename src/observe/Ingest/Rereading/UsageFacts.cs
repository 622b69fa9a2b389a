using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;

namespace Dashboard.Ingest.Rereading;

/// <summary>What is read out of a span's usage, and what it comes to.</summary>
/// <param name="Series">The call's series: provider and model decide the price.</param>
/// <param name="Tokens">Null where nobody reported them.</param>
/// <param name="Source">Who counted.</param>
/// <param name="ServiceTier">The provider's processing class.</param>
/// <param name="Cost">By the price in force at the call's start.</param>
/// <param name="Note">How the counts were read, or what contradicts what.</param>
internal sealed record UsageFacts(
    SeriesKey Series, TokenCounts? Tokens, UsageSource Source, string? ServiceTier, CallCost Cost,
    string? Note = null);

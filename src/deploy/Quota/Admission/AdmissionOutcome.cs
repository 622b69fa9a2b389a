using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Quota.Admission;

/// <summary>What a request used.</summary>
/// <param name="Tokens">Null when nobody knows.</param>
/// <param name="Cost">What it cost, or why that is unknown.</param>
/// <param name="Status">How it ended.</param>
/// <param name="WasSent">Whether a provider was asked at all; what was not sent cost nothing.</param>
public readonly record struct AdmissionOutcome(TokenCounts? Tokens, CallCost Cost, SpanStatus Status, bool WasSent);

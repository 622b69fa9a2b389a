using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Tests.Repricing;

/// <summary>A stored call with what its cost depends on.</summary>
internal sealed record StoredCall(
    DateTimeOffset At, DateTime Quarter, int Series, string Route, string Model, SpanStatus Status, TokenCounts Tokens,
    CallCost Cost);

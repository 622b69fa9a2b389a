using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Tests;

namespace Dashboard.Explorer.Tests.Calls;

/// <summary>Rows of the calls list.</summary>
internal static class CallRows
{
    public static CallSummary Row(
        int minutesAgo = 1,
        string? text = "Where is my order?",
        CallCost? cost = null,
        SpanStatus status = SpanStatus.Ok) => new()
        {
            TraceId = Some.TraceId(),
            SpanId = Some.SpanId(),
            StartedAt = Some.Noon.AddMinutes(-minutesAgo),
            Name = text ?? "chat",
            Operation = "chat",
            Series = new SeriesKey(ProjectId.First, text ?? "gus", text, text, "openai", null, null),
            Status = status,
            ErrorType = status == SpanStatus.Error ? text : null,
            DurationMs = 2510,
            Tokens = new TokenCounts { InputUncached = 1204, OutputText = 38 },
            Cost = cost ?? new CallCost(CostStatus.Priced, Nanodollars.FromDollars(0.000653m), "row 12"),
            Preview = text,
        };
}

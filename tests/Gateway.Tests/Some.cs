using Dashboard.Events;
using Dashboard.Gateway.Recording;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Tests;

/// <summary>Values for tests, each complete and changed with <c>with</c> where a test cares.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static CallRecord Record() => new()
    {
        Project = new ProjectId(3),
        Key = "key:4f0c",
        RequestId = "req_1",
        TraceId = new TraceId(0xA1),
        SpanId = new SpanId(0xB2),
        StartedAt = Noon,
        DurationMicros = 42_000,
        Operation = "chat",
        Path = "/v1/chat/completions",
        Route = "gus",
        Version = "v2",
        Revision = 7,
        Provider = "openai",
        UpstreamModel = "gpt-4o-mini",
        ResponseModel = "gpt-4o-mini-2024-07-18",
        Streamed = true,
        Status = SpanStatus.Ok,
        HttpStatus = 200,
        Tokens = new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 },
        UsageSource = UsageSource.Gateway,
        Cost = new CallCost(CostStatus.Priced, new Nanodollars(15_300), "builtin:openai/gpt-4o-mini"),
        Attempts =
        [
            new AttemptRecord(1, "v1", Noon, 1_000, 503, "503"),
            new AttemptRecord(2, "v2", Noon, 40_000, 200, null),
        ],
    };
}

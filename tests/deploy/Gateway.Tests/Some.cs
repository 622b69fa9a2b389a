using Dashboard.Events;
using Dashboard.Gateway.Recording;
using Dashboard.Pricing;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Tests;

/// <summary>Values for tests, each complete and changed with <c>with</c> where a test cares.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// What <see cref="ChatAnswer"/> reports: 42 tokens in, 16 of them cached, 17 out, 4 of them reasoning.
    /// </summary>
    public const string ChatUsage =
        """
        {"prompt_tokens":42,"completion_tokens":17,"total_tokens":59,"prompt_tokens_details":{"cached_tokens":16,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":4}}
        """;

    public const string ChatAnswer =
        $$$"""
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"Hello!"},"finish_reason":"stop"}],"usage":{{{ChatUsage}}},"service_tier":"default"}
        """;

    public const string ChatRequest = """{"model":"gus","messages":[{"role":"user","content":"Hello"}]}""";

    public const string StreamRequest =
        """{"model":"gus","stream":true,"messages":[{"role":"user","content":"Hello"}]}""";

    public const string StreamRequestWithUsage =
        """
        {"model":"gus","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hello"}]}
        """;

    /// <summary>A chunk of a chat with one choice; <paramref name="usage"/> is JSON or empty for none.</summary>
    public static string Chunk(string delta, string finish = "null", string usage = "") =>
        "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"delta\":" + delta
        + ",\"finish_reason\":" + finish + "}]" + (usage.Length > 0 ? ",\"usage\":" + usage : "") + "}\n\n";

    /// <summary>The chunk of its own that reports the usage.</summary>
    public static string UsageChunk() =>
        "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[],\"usage\":" + ChatUsage + "}\n\n";

    /// <summary>A call of which a first version had failed.</summary>
    public static SpanRecord Record() => new()
    {
        Project = new ProjectId(3),
        StartedAt = Noon,
        TraceId = new TraceId(0xA1),
        SpanId = new SpanId(0xB2),
        Name = "chat gpt-4o-mini-2024-07-18",
        Role = SpanRole.Model,
        DurationMicros = 42_000,
        Status = SpanStatus.Ok,
        Raw = Forwarding().ToRaw(),
        Call = new CallFacts
        {
            Series = new SeriesKey(
                new ProjectId(3), "gus", "gpt-4o-mini-2024-07-18", "v2", "openai", Prompt: null, Environment: null),
            Operation = "chat",
            RequestModel = "gpt-4o-mini",
            ResponseModel = "gpt-4o-mini-2024-07-18",
            Tokens = new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 },
            UsageSource = UsageSource.Gateway,
            Cost = new CallCost(CostStatus.Priced, new Nanodollars(15_300), "builtin:openai/gpt-4o-mini"),
            Recorder = Recorder.Gateway,
            Revision = 7,
            Attempts = 2,
            RequestId = "req_1",
        },
    };

    public static ForwardingFacts Forwarding() => new()
    {
        Path = "/v1/chat/completions",
        HttpStatus = 200,
        Streamed = true,
        Key = "key:4f0c",
        Attempts =
        [
            new AttemptRecord(1, "v1", Noon, 1_000, 503, "503"),
            new AttemptRecord(2, "v2", Noon, 40_000, 200, null),
        ],
    };
}

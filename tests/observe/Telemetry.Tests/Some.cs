using Dashboard.Events;
using Dashboard.Pricing;

namespace Dashboard.Telemetry.Tests;

/// <summary>Builds valid records; a test names only what it is about.</summary>
internal static class Some
{
    /// <summary>A quiet moment on which tests stand: a minute, a quarter and an hour begin here.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static ulong _lastId;

    public static TraceId TraceId() => new(((UInt128)0xAB << 64) + Interlocked.Increment(ref _lastId));

    public static SpanId SpanId() => new(Interlocked.Increment(ref _lastId));

    public static SpanRecord Call(
        DateTimeOffset? at = null,
        string route = "gus",
        string? model = "gpt-4o-mini",
        string? version = "v1",
        string? environment = null,
        string? user = null,
        long input = 42,
        long output = 17,
        long? costNano = 16_500,
        double latencyMs = 1500,
        double? ttftMs = null,
        SpanStatus status = SpanStatus.Ok,
        TraceId? trace = null,
        SpanId? span = null,
        SpanId? parent = null,
        ProjectId? project = null,
        string? inputText = null,
        string? outputText = null,
        string? responseId = null,
        Recorder recorder = Recorder.Client,
        string? session = null,
        string? prompt = null) => new()
        {
            Project = project ?? ProjectId.First,
            StartedAt = at ?? Noon,
            TraceId = trace ?? TraceId(),
            SpanId = span ?? SpanId(),
            ParentSpanId = parent,
            Name = "chat gpt-4o-mini",
            Role = SpanRole.Model,
            DurationMicros = (long)(latencyMs * 1000),
            Status = status,
            UserId = user,
            SessionId = session,
            Input = inputText,
            Output = outputText,
            Raw = "{}",
            Call = new CallFacts
            {
                Series = new SeriesKey(project ?? ProjectId.First, route, model, version, "openai", prompt, environment),
                Operation = "chat",
                RequestModel = model,
                ResponseModel = model,
                ResponseId = responseId,
                Recorder = recorder,
                Tokens = new TokenCounts { InputUncached = input, OutputText = output },
                UsageSource = recorder == Recorder.Gateway ? UsageSource.Gateway : UsageSource.Reported,
                TimeToFirstTokenMicros = (long?)(ttftMs * 1000),
                Cost = costNano is { } nano
                    ? new CallCost(CostStatus.Priced, new Nanodollars(nano), "builtin:openai/gpt-4o-mini")
                    : new CallCost(CostStatus.NoPrice, null, null),
            },
        };

    /// <summary>A span that is no inference.</summary>
    public static SpanRecord Span(
        DateTimeOffset? at = null, TraceId? trace = null, SpanId? span = null, SpanId? parent = null,
        SpanRole role = SpanRole.Tool) => new()
        {
            Project = ProjectId.First,
            StartedAt = at ?? Noon,
            TraceId = trace ?? TraceId(),
            SpanId = span ?? SpanId(),
            ParentSpanId = parent,
            Name = "execute_tool orders.lookup",
            Role = role,
            DurationMicros = 440_000,
            Status = SpanStatus.Ok,
            Raw = "{}",
        };
}

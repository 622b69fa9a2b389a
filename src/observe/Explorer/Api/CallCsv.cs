using System.Globalization;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Explorer.Api;

/// <summary>The columns of a CSV export, named as in <c>/api/calls</c>.</summary>
internal static class CallCsv
{
    private static readonly (string Name, Func<CallBody, ExportedCall, object?> Value)[] Columns =
    [
        ("started_at", (call, _) => call.StartedAt),
        ("trace_id", (call, _) => call.TraceId),
        ("span_id", (call, _) => call.SpanId),
        ("name", (call, _) => call.Name),
        ("operation", (call, _) => call.Operation),
        ("route", (call, _) => call.Route),
        ("version", (call, _) => call.Version),
        ("model", (call, _) => call.Model),
        ("provider", (call, _) => call.Provider),
        ("prompt", (call, _) => call.Prompt),
        ("environment", (call, _) => call.Environment),
        ("status", (call, _) => Word(call.Status)),
        ("error_type", (call, _) => call.ErrorType),
        ("latency_ms", (call, _) => call.LatencyMs),
        ("ttft_ms", (call, _) => call.TtftMs),
        ("input_tokens", (call, _) => call.InputTokens),
        ("output_tokens", (call, _) => call.OutputTokens),
        ("cached_tokens", (call, _) => call.CachedTokens),
        ("cache_write_tokens", (call, _) => call.CacheWriteTokens),
        ("reasoning_tokens", (call, _) => call.ReasoningTokens),
        ("cost_usd", (call, _) => call.CostUsd),
        ("cost_status", (call, _) => Word(call.CostStatus)),
        ("reported_cost_usd", (call, _) => call.ReportedCostUsd),
        ("feedback_up", (call, _) => call.Feedback?.Up),
        ("feedback_down", (call, _) => call.Feedback?.Down),
        ("hallucination", (call, _) => call.Hallucination is { } judgement ? Word(judgement) : null),
        ("response_id", (call, _) => call.ResponseId),
        ("request_id", (call, _) => call.RequestId),
        ("session_id", (call, _) => call.SessionId),
        ("user_id", (call, _) => call.UserId),
        ("input", (_, exported) => exported.Input),
        ("output", (_, exported) => exported.Output),
    ];

    public static IReadOnlyList<string?> Header { get; } = [.. Columns.Select(column => column.Name)];

    public static IReadOnlyList<string?> Cells(ExportedCall exported)
    {
        var call = CallBody.Of(exported.Call);
        return [.. Columns.Select(column => Convert.ToString(column.Value(call, exported), CultureInfo.InvariantCulture))];
    }

    private static string Word<T>(T value)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

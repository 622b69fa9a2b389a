using System.Text.Json;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Recording;

/// <summary>Makes the span by which Telemetry keeps and counts a request.</summary>
internal static class CallSpans
{
    public static SpanRecord Of(CallRecord call) => new()
    {
        Project = call.Project,
        StartedAt = call.StartedAt,
        TraceId = call.TraceId,
        SpanId = call.SpanId,
        ParentSpanId = call.ParentSpanId,
        Name = $"{call.Operation} {call.ResponseModel ?? call.UpstreamModel}",
        Role = call.Operation == "embeddings" ? SpanRole.Embedding : SpanRole.Model,
        DurationMicros = call.DurationMicros,
        Status = call.Status,
        ErrorType = call.ErrorType,
        StatusMessage = call.StatusMessage,
        SessionId = call.SessionId,
        UserId = call.UserId,
        Input = call.Input,
        Output = call.Output,
        Raw = Raw(call),
        Call = Facts(call),
    };

    private static CallFacts Facts(CallRecord call) => new()
    {
        Series = new SeriesKey(
            call.Project,
            call.Route,
            call.ResponseModel ?? call.UpstreamModel,
            call.Version,
            call.Provider,
            Prompt: null,
            Environment: null),
        Operation = call.Operation,
        RequestModel = call.UpstreamModel,
        ResponseModel = call.ResponseModel,
        ResponseId = call.ResponseId,
        Tokens = call.Tokens,
        UsageSource = call.UsageSource,
        UsageNote = call.UsageNote,
        TimeToFirstTokenMicros = call.TimeToFirstTokenMicros,
        FinishReason = call.FinishReason,
        ServiceTier = call.ServiceTier,
        ReportedCost = call.ReportedCost,
        Cost = call.Cost,
        Recorder = Recorder.Gateway,
        Revision = call.Revision,
        Attempts = call.Attempts.Count,
        RequestId = call.RequestId,
    };

    /// <summary>What has no column of its own, by the names of OpenTelemetry where there is one.</summary>
    private static string Raw(CallRecord call)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "client");
            json.WriteStartObject("attributes");
            json.WriteString("http.route", call.Path);
            json.WriteNumber("http.response.status_code", call.HttpStatus);
            json.WriteBoolean("gen_ai.request.stream", call.Streamed);
            json.WriteString("llmops.key", call.Key);
            json.WriteBoolean("llmops.sticky", call.Sticky);
            if (call.UpstreamRequestId is { } upstream)
            {
                json.WriteString("llmops.upstream_request_id", upstream);
            }

            if (call.TimeToFirstByteMicros is { } firstByte)
            {
                json.WriteNumber("llmops.time_to_first_byte_ms", firstByte / 1000m);
            }

            if (call.RawUsage is { } usage)
            {
                json.WriteString("llmops.upstream_usage", usage);
            }

            json.WriteEndObject();
            WriteAttempts(json, call.Attempts);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Each time that a version was asked, as an event; a lone good one is the call itself.</summary>
    private static void WriteAttempts(Utf8JsonWriter json, IReadOnlyList<AttemptRecord> attempts)
    {
        if (attempts is [{ Error: null }])
        {
            return;
        }

        json.WriteStartArray("events");
        foreach (var attempt in attempts)
        {
            json.WriteStartObject();
            json.WriteString("name", "gateway.attempt");
            json.WriteNumber(
                "time_unix_nano", (attempt.StartedAt - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
            json.WriteStartObject("attributes");
            json.WriteNumber("attempt", attempt.Number);
            json.WriteString("llmops.version", attempt.Version);
            json.WriteNumber("duration_ms", attempt.DurationMicros / 1000m);
            if (attempt.HttpStatus is { } status)
            {
                json.WriteNumber("http.response.status_code", status);
            }

            if (attempt.Error is { } error)
            {
                json.WriteString("error.type", error);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

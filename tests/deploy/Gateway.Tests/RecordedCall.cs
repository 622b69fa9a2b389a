using System.Text.Json;
using Dashboard.Events;
using Dashboard.Gateway.Recording;
using Dashboard.Pricing;
using Dashboard.Telemetry;

namespace Dashboard.Gateway.Tests;

/// <summary>A record as the store gets it, what has no column read back from its attributes.</summary>
internal sealed class RecordedCall(SpanRecord span)
{
    private readonly JsonElement _raw = JsonDocument.Parse(span.Raw).RootElement;

    private CallFacts Call => span.Call!;

    private JsonElement Attributes => _raw.GetProperty("attributes");

    public TraceId TraceId => span.TraceId;

    public SpanId SpanId => span.SpanId;

    public SpanId? ParentSpanId => span.ParentSpanId;

    public SpanRole Role => span.Role;

    public Recorder Recorder => Call.Recorder;

    public string Operation => Call.Operation;

    public string? Model => Call.Series.Model;

    public string Path => Attributes.GetProperty("http.route").GetString()!;

    public string Route => Call.Series.Route;

    public string? Version => Call.Series.Version;

    public int? Revision => Call.Revision;

    public string? Provider => Call.Series.Provider;

    public string? ResponseModel => Call.ResponseModel;

    public string? ResponseId => Call.ResponseId;

    public string? RequestId => Call.RequestId;

    public string? SessionId => span.SessionId;

    public string? UserId => span.UserId;

    public string Key => Attributes.GetProperty("llmops.key").GetString()!;

    public bool Streamed => Attributes.GetProperty("gen_ai.request.stream").GetBoolean();

    public SpanStatus Status => span.Status;

    public int HttpStatus => Attributes.GetProperty("http.response.status_code").GetInt32();

    public string? ErrorType => span.ErrorType;

    public string? StatusMessage => span.StatusMessage;

    public TokenCounts? Tokens => Call.Tokens;

    public UsageSource UsageSource => Call.UsageSource;

    public CallCost Cost => Call.Cost;

    public long? TimeToFirstTokenMicros => Call.TimeToFirstTokenMicros;

    public long? TimeToFirstByteMicros =>
        Attributes.TryGetProperty("llmops.time_to_first_byte_ms", out var ms) ? (long)(ms.GetDecimal() * 1000) : null;

    public string? FinishReason => Call.FinishReason;

    public string? ServiceTier => Call.ServiceTier;

    public string? Input => span.Input;

    public string? Output => span.Output;

    /// <summary>A lone good attempt is the call itself.</summary>
    public IReadOnlyList<AttemptRecord> Attempts => _raw.TryGetProperty("events", out var events)
        ? [.. events.EnumerateArray().Select(Attempt)]
        : [new AttemptRecord(Call.Attempts!.Value, Version!, span.StartedAt, span.DurationMicros, HttpStatus, Error: null)];

    public override string ToString() => span.ToString();

    private static AttemptRecord Attempt(JsonElement attempt)
    {
        var facts = attempt.GetProperty("attributes");
        return new AttemptRecord(
            facts.GetProperty("attempt").GetInt32(),
            facts.GetProperty("llmops.version").GetString()!,
            DateTimeOffset.UnixEpoch.AddTicks(attempt.GetProperty("time_unix_nano").GetInt64() / TimeSpan.NanosecondsPerTick),
            (long)(facts.GetProperty("duration_ms").GetDecimal() * 1000),
            facts.TryGetProperty("http.response.status_code", out var status) ? status.GetInt32() : null,
            facts.TryGetProperty("error.type", out var error) ? error.GetString() : null);
    }
}

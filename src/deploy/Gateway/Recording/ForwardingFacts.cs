using System.Text;
using System.Text.Json;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Gateway.Recording;

/// <summary>What the gateway knows of a request beyond what the store keeps in columns.</summary>
internal sealed record ForwardingFacts
{
    /// <summary>The path that was called, such as <c>/v1/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The status that the client got; 499 where it had left.</summary>
    public required int HttpStatus { get; init; }

    public required bool Streamed { get; init; }

    /// <summary>Who asked, as the audit log names it: <c>key:4f0c...</c>.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Whether a session, user or key kept the request on its version; false where it was drawn at random.
    /// </summary>
    public bool Sticky { get; init; }

    /// <summary>The provider's <c>x-request-id</c>.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>Microseconds to the first byte of the answer's body.</summary>
    public long? TimeToFirstByteMicros { get; init; }

    /// <summary>
    /// The provider's <c>usage</c> as it came, as JSON: one object, or a list where a stream reported it in parts.
    /// </summary>
    public string? RawUsage { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>
    /// As <see cref="Telemetry.SpanRecord.Raw"/> has it, by the names of OpenTelemetry where there is one. Each time that a
    /// version was asked is an event; a lone good one is the call itself.
    /// </summary>
    public string ToRaw()
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "client");
            WriteAttributes(json);
            if (Attempts is not [{ Error: null }])
            {
                json.WriteStartArray("events");
                foreach (var attempt in Attempts)
                {
                    Write(json, attempt);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private void WriteAttributes(Utf8JsonWriter json)
    {
        json.WriteStartObject("attributes");
        json.WriteString("http.route", Path);
        json.WriteNumber("http.response.status_code", HttpStatus);
        json.WriteBoolean("gen_ai.request.stream", Streamed);
        json.WriteString("llmops.key", Key);
        json.WriteBoolean("llmops.sticky", Sticky);
        if (UpstreamRequestId is { } upstream)
        {
            json.WriteString("llmops.upstream_request_id", upstream);
        }

        if (TimeToFirstByteMicros is { } firstByte)
        {
            json.WriteNumber("llmops.time_to_first_byte_ms", firstByte / 1000m);
        }

        if (RawUsage is { } usage)
        {
            json.WriteString(UpstreamUsage.Attribute, usage);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AttemptRecord attempt)
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
}

using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>Decides whether a span can be kept. Everything that can be stored is.</summary>
internal static class SpanCheck
{
    /// <summary>Why not, as a sentence without its end that says what to change; null when it can.</summary>
    public static string? Fault(OtlpSpan span, DateTimeOffset now)
    {
        if (span.Fault is { } fault)
        {
            return fault;
        }

        if (span.TraceId.IsEmpty)
        {
            return "trace_id is missing or zero: send 16 bytes, or 32 hexadecimal digits in JSON";
        }

        return span.SpanId.IsEmpty
            ? "span_id is missing or zero: send 8 bytes, or 16 hexadecimal digits in JSON"
            : AcceptedTimes.Fault("start_time_unix_nano", span.StartNanos, now);
    }
}

using Dashboard.Events;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;

namespace Dashboard.Ingest;

/// <summary>From the bytes of an <c>ExportLogsServiceRequest</c> to records.</summary>
internal static class LogExport
{
    private const int MaxSeverity = 24;

    /// <exception cref="OtlpFormatException">The body cannot be read.</exception>
    public static Export<LogRecord> Read(
        ReadOnlySpan<byte> body, OtlpEncoding encoding, ProjectId project, DateTimeOffset now)
    {
        var limits = new ReadLimits();
        using var json = new JsonScratch();
        var origin = new OriginJson(json);
        var records = new List<LogRecord>();
        var rejected = new Rejections("log records");
        OtlpReader.ReadLogs(body, encoding, limits, (scope, log) =>
        {
            var nanos = log.TimeNanos != 0 ? log.TimeNanos : log.ObservedNanos;
            var fault = log.Fault ?? (nanos == 0 ? null : AcceptedTimes.Fault("time_unix_nano", nanos, now));
            if (fault is not null)
            {
                rejected.Add(fault);
                return;
            }

            records.Add(new LogRecord(
                project,
                nanos == 0 ? Truncate(now) : AcceptedTimes.ToTimestamp(nanos),
                log.TraceId.IsEmpty ? null : log.TraceId,
                log.SpanId.IsEmpty ? null : log.SpanId,
                SpanIdentity.Name(log.EventName) ?? SpanIdentity.Name(EventName(log)),
                Math.Clamp(log.Severity, 0, MaxSeverity),
                Body(log.Body, json),
                Raw(log, scope, origin, json, limits)));
        });
        return new Export<LogRecord>(records, rejected);
    }

    /// <summary>The name as an attribute, where it was before <c>LogRecord.event_name</c> existed.</summary>
    private static string? EventName(OtlpLog log)
    {
        var place = log.Attributes.FindIndex(attribute => attribute.Key is "event.name" or "event_name");
        return place < 0 ? null : log.Attributes[place].Value.Text;
    }

    private static string? Body(AttributeValue body, JsonScratch json) => body.Kind switch
    {
        AttributeKind.Null => null,
        AttributeKind.Array or AttributeKind.Map => json.Text(body),
        _ => AttributeJson.ScalarText(body),
    };

    private static string Raw(OtlpLog log, OtlpScope scope, OriginJson origin, JsonScratch json, ReadLimits limits)
    {
        origin.Load(scope);
        var writer = json.Begin();
        writer.WriteStartObject();
        origin.Write(writer);
        if (!string.IsNullOrEmpty(log.SeverityText))
        {
            writer.WriteString("severity_text", log.SeverityText);
        }

        AttributeJson.WriteMember(writer, "attributes", log.Attributes);
        writer.WriteEndObject();
        limits.TakeText(json.Length);
        return json.End();
    }

    private static DateTimeOffset Truncate(DateTimeOffset now) =>
        now.ToUniversalTime().AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMicrosecond));
}

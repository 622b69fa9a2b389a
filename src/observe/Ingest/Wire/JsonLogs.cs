namespace Dashboard.Ingest.Wire;

/// <summary>Log records in OTLP/JSON.</summary>
internal static class JsonLogs
{
    public static OtlpLog Log(ref JsonInput json)
    {
        var log = new OtlpLog();
        if (json.EnterObject("a log record"))
        {
            while (json.NextMember(out var name))
            {
                ReadMember(ref json, name, log);
            }
        }

        log.Fault = json.TakeFault();
        return log;
    }

    private static void ReadMember(ref JsonInput json, string name, OtlpLog log)
    {
        switch (name)
        {
            case "timeUnixNano":
                log.TimeNanos = json.UInt64(name);
                break;
            case "observedTimeUnixNano":
                log.ObservedNanos = json.UInt64(name);
                break;
            case "severityNumber":
                log.Severity = (int)Math.Clamp(json.Int64(name), 0, int.MaxValue);
                break;
            case "severityText":
                log.SeverityText = json.Text(name);
                break;
            case "eventName":
                log.EventName = json.Text(name);
                break;
            case "body":
                log.Body = JsonValues.Value(ref json);
                break;
            case "attributes":
                JsonValues.ReadAttributes(ref json, log.Attributes);
                break;
            case "traceId":
                log.TraceId = JsonIds.Trace(ref json, name);
                break;
            case "spanId":
                log.SpanId = JsonIds.Span(ref json, name);
                break;
            default:
                json.Skip();
                break;
        }
    }
}

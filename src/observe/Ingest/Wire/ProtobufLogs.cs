namespace Dashboard.Ingest.Wire;

/// <summary>The message <c>LogRecord</c> of <c>opentelemetry/proto/logs/v1/logs.proto</c>.</summary>
internal static class ProtobufLogs
{
    public static OtlpLog Log(ProtobufReader reader)
    {
        var log = new OtlpLog();
        string? fault = null;
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Fixed64):
                    log.TimeNanos = reader.Fixed64();
                    break;
                case (2, WireType.Varint):
                    log.Severity = unchecked((int)reader.Varint());
                    break;
                case (3, WireType.Bytes):
                    log.SeverityText = reader.Text();
                    break;
                case (5, WireType.Bytes):
                    log.Body = ProtobufValues.Value(reader.Message());
                    break;
                case (6, WireType.Bytes):
                    log.Attributes.Add(ProtobufValues.Attribute(reader.Message()));
                    break;
                case (9, WireType.Bytes):
                    log.TraceId = ProtobufIds.Trace(reader.Bytes(), ref fault);
                    break;
                case (10, WireType.Bytes):
                    log.SpanId = ProtobufIds.Span(reader.Bytes(), "span_id", ref fault);
                    break;
                case (11, WireType.Fixed64):
                    log.ObservedNanos = reader.Fixed64();
                    break;
                case (12, WireType.Bytes):
                    log.EventName = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        log.Fault = fault;
        return log;
    }
}

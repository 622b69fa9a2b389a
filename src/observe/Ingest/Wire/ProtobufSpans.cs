using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>The messages of <c>opentelemetry/proto/trace/v1/trace.proto</c>.</summary>
internal static class ProtobufSpans
{
    public static OtlpSpan Span(ProtobufReader reader)
    {
        var span = new OtlpSpan();
        string? fault = null;
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    span.TraceId = ProtobufIds.Trace(reader.Bytes(), ref fault);
                    break;
                case (2, WireType.Bytes):
                    span.SpanId = ProtobufIds.Span(reader.Bytes(), "span_id", ref fault);
                    break;
                case (3, WireType.Bytes):
                    span.TraceState = reader.Text();
                    break;
                case (4, WireType.Bytes):
                    span.ParentSpanId = ProtobufIds.Span(reader.Bytes(), "parent_span_id", ref fault);
                    break;
                case (5, WireType.Bytes):
                    span.Name = NameCache.Get(reader.Bytes());
                    break;
                case (6, WireType.Varint):
                    span.Kind = unchecked((int)reader.Varint());
                    break;
                case (7, WireType.Fixed64):
                    span.StartNanos = reader.Fixed64();
                    break;
                case (8, WireType.Fixed64):
                    span.EndNanos = reader.Fixed64();
                    break;
                case (9, WireType.Bytes):
                    span.Attributes.Add(ProtobufValues.Attribute(reader.Message()));
                    break;
                case (11, WireType.Bytes):
                    span.Events.Add(Event(reader.Message()));
                    break;
                case (13, WireType.Bytes):
                    span.Links.Add(Link(reader.Message(), ref fault));
                    break;
                case (15, WireType.Bytes):
                    ReadStatus(reader.Message(), span);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        span.Fault = fault;
        return span;
    }

    private static OtlpEvent Event(ProtobufReader reader)
    {
        reader.Limits.TakeItem();
        var name = "";
        var time = 0UL;
        List<OtlpAttribute> attributes = [];
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Fixed64):
                    time = reader.Fixed64();
                    break;
                case (2, WireType.Bytes):
                    name = NameCache.Get(reader.Bytes());
                    break;
                case (3, WireType.Bytes):
                    attributes.Add(ProtobufValues.Attribute(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OtlpEvent(name, time, attributes);
    }

    private static OtlpLink Link(ProtobufReader reader, ref string? fault)
    {
        reader.Limits.TakeItem();
        TraceId trace = default;
        SpanId span = default;
        string? state = null;
        List<OtlpAttribute> attributes = [];
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Bytes):
                    trace = ProtobufIds.Trace(reader.Bytes(), ref fault);
                    break;
                case (2, WireType.Bytes):
                    span = ProtobufIds.Span(reader.Bytes(), "links.span_id", ref fault);
                    break;
                case (3, WireType.Bytes):
                    state = reader.Text();
                    break;
                case (4, WireType.Bytes):
                    attributes.Add(ProtobufValues.Attribute(reader.Message()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OtlpLink(trace, span, state, attributes);
    }

    private static void ReadStatus(ProtobufReader reader, OtlpSpan span)
    {
        while (reader.Next())
        {
            switch (reader.Field, reader.Type)
            {
                case (2, WireType.Bytes):
                    span.StatusMessage = reader.Text();
                    break;
                case (3, WireType.Varint):
                    span.StatusCode = unchecked((int)reader.Varint());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}

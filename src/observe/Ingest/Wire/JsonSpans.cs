using Dashboard.Events;

namespace Dashboard.Ingest.Wire;

/// <summary>Spans in OTLP/JSON.</summary>
internal static class JsonSpans
{
    private static readonly string[] Kinds = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
    private static readonly string[] StatusCodes = ["UNSET", "OK", "ERROR"];

    public static OtlpSpan Span(ref JsonInput json)
    {
        var span = new OtlpSpan();
        if (json.EnterObject("a span"))
        {
            while (json.NextMember(out var name))
            {
                ReadMember(ref json, name, span);
            }
        }

        span.Fault = json.TakeFault();
        return span;
    }

    private static void ReadMember(ref JsonInput json, string name, OtlpSpan span)
    {
        switch (name)
        {
            case "traceId":
                span.TraceId = JsonIds.Trace(ref json, name);
                break;
            case "spanId":
                span.SpanId = JsonIds.Span(ref json, name);
                break;
            case "parentSpanId":
                span.ParentSpanId = JsonIds.Span(ref json, name);
                break;
            case "traceState":
                span.TraceState = json.Text(name);
                break;
            case "name":
                span.Name = json.Name(name);
                break;
            case "kind":
                span.Kind = json.Enum(name, Kinds);
                break;
            case "startTimeUnixNano":
                span.StartNanos = json.UInt64(name);
                break;
            case "endTimeUnixNano":
                span.EndNanos = json.UInt64(name);
                break;
            case "attributes":
                JsonValues.ReadAttributes(ref json, span.Attributes);
                break;
            case "events":
                ReadEvents(ref json, span);
                break;
            case "links":
                ReadLinks(ref json, span);
                break;
            case "status":
                ReadStatus(ref json, span);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private static void ReadEvents(ref JsonInput json, OtlpSpan span)
    {
        if (!json.EnterArray("events"))
        {
            return;
        }

        while (json.NextItem())
        {
            if (json.EnterObject("events"))
            {
                json.Limits.TakeItem();
                span.Events.Add(Event(ref json));
            }
        }
    }

    private static OtlpEvent Event(ref JsonInput json)
    {
        var eventName = "";
        var time = 0UL;
        List<OtlpAttribute> attributes = [];
        while (json.NextMember(out var name))
        {
            switch (name)
            {
                case "name":
                    eventName = json.Name("events.name");
                    break;
                case "timeUnixNano":
                    time = json.UInt64("events.timeUnixNano");
                    break;
                case "attributes":
                    JsonValues.ReadAttributes(ref json, attributes);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new OtlpEvent(eventName, time, attributes);
    }

    private static void ReadLinks(ref JsonInput json, OtlpSpan span)
    {
        if (!json.EnterArray("links"))
        {
            return;
        }

        while (json.NextItem())
        {
            if (json.EnterObject("links"))
            {
                json.Limits.TakeItem();
                span.Links.Add(Link(ref json));
            }
        }
    }

    private static OtlpLink Link(ref JsonInput json)
    {
        TraceId trace = default;
        SpanId span = default;
        string? state = null;
        List<OtlpAttribute> attributes = [];
        while (json.NextMember(out var name))
        {
            switch (name)
            {
                case "traceId":
                    trace = JsonIds.Trace(ref json, "links.traceId");
                    break;
                case "spanId":
                    span = JsonIds.Span(ref json, "links.spanId");
                    break;
                case "traceState":
                    state = json.Text("links.traceState");
                    break;
                case "attributes":
                    JsonValues.ReadAttributes(ref json, attributes);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new OtlpLink(trace, span, state, attributes);
    }

    private static void ReadStatus(ref JsonInput json, OtlpSpan span)
    {
        if (!json.EnterObject("status"))
        {
            return;
        }

        while (json.NextMember(out var name))
        {
            switch (name)
            {
                case "code":
                    span.StatusCode = json.Enum("status.code", StatusCodes);
                    break;
                case "message":
                    span.StatusMessage = json.Text("status.message");
                    break;
                default:
                    json.Skip();
                    break;
            }
        }
    }
}

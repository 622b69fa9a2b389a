using System.Text.Json;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry;

namespace Dashboard.Ingest;

/// <summary>
/// Writes <see cref="SpanRecord.Raw"/>: all that was sent, less what was taken as content or has a column of its own.
/// </summary>
internal static class SpanJson
{
    private static readonly string?[] Kinds = [null, "internal", "server", "client", "producer", "consumer"];

    /// <param name="json">Where to write.</param>
    /// <param name="origin">Loaded with the span's scope.</param>
    /// <param name="view">Loaded with the span.</param>
    /// <param name="fullName">The name where the record holds it cut short.</param>
    public static void Write(Utf8JsonWriter json, OriginJson origin, SpanView view, string? fullName)
    {
        var span = view.Span;
        json.WriteStartObject();
        origin.Write(json);
        WriteText(json, "name", fullName);
        WriteText(json, "kind", span.Kind >= 0 && span.Kind < Kinds.Length ? Kinds[span.Kind] : null);
        WriteText(json, "trace_state", span.TraceState);
        SpanTags.Write(json, view);
        WriteAttributes(json, view);
        WriteEvents(json, view);
        WriteLinks(json, span);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, SpanView view)
    {
        var begun = false;
        var attributes = view.Span.Attributes;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (!view.IsRaw(i))
            {
                continue;
            }

            if (!begun)
            {
                json.WriteStartObject("attributes");
                begun = true;
            }

            json.WritePropertyName(attributes[i].Key);
            AttributeJson.Write(json, attributes[i].Value);
        }

        if (begun)
        {
            json.WriteEndObject();
        }
    }

    private static void WriteEvents(Utf8JsonWriter json, SpanView view)
    {
        var begun = false;
        foreach (var e in view.Span.Events)
        {
            if (!view.IsRaw(e))
            {
                continue;
            }

            if (!begun)
            {
                json.WriteStartArray("events");
                begun = true;
            }

            json.WriteStartObject();
            json.WriteString("name", e.Name);
            json.WriteNumber("time_unix_nano", e.TimeNanos);
            AttributeJson.WriteMember(json, "attributes", e.Attributes);
            json.WriteEndObject();
        }

        if (begun)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteLinks(Utf8JsonWriter json, OtlpSpan span)
    {
        if (span.Links.Count == 0)
        {
            return;
        }

        json.WriteStartArray("links");
        foreach (var link in span.Links)
        {
            json.WriteStartObject();
            json.WriteString("trace_id", link.TraceId.ToString());
            json.WriteString("span_id", link.SpanId.ToString());
            WriteText(json, "trace_state", link.TraceState);
            AttributeJson.WriteMember(json, "attributes", link.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }
}

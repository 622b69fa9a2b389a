using System.Text.Json;
using Dashboard.Telemetry.Ingest.Wire;

namespace Dashboard.Telemetry.Ingest.Dialects;

/// <summary>
/// Messages that were recorded as events of the span (OpenTelemetry 1.28 to 1.36), folded into one JSON array.
/// </summary>
internal static class EventMessages
{
    public static string? Input(SpanView span) => Fold(span, InputRole);

    public static string? Output(SpanView span) => Fold(span, name => name == "gen_ai.choice" ? "assistant" : null);

    /// <summary>One attribute of one event, which then leaves the raw events with it when it was its last.</summary>
    public static string? Attribute(SpanView span, string eventName, string key)
    {
        foreach (var e in span.Span.Events)
        {
            var place = e.Name == eventName ? e.Attributes.FindIndex(attribute => attribute.Key == key) : -1;
            if (place >= 0)
            {
                var value = e.Attributes[place].Value;
                e.Attributes.RemoveAt(place);
                if (e.Attributes.Count == 0)
                {
                    span.Take(e);
                }

                return value.Text ?? span.Json.Text(value);
            }
        }

        return null;
    }

    private static string? InputRole(string eventName) => eventName switch
    {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" => "user",
        "gen_ai.assistant.message" => "assistant",
        "gen_ai.tool.message" or "gen_ai.tools.message" => "tool",
        _ => null,
    };

    private static string? Fold(SpanView span, Func<string, string?> roleOf)
    {
        Utf8JsonWriter? json = null;
        foreach (var e in span.Span.Events)
        {
            if (roleOf(e.Name) is { } role)
            {
                if (json is null)
                {
                    json = span.Json.Begin();
                    json.WriteStartArray();
                }

                WriteMessage(json, role, e);
                span.Take(e);
            }
        }

        if (json is null)
        {
            return null;
        }

        json.WriteEndArray();
        return span.Json.End();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, OtlpEvent e)
    {
        var content = e.Attributes.FindIndex(attribute => attribute.Key == "gen_ai.event.content");
        if (content >= 0 && ClientJson.Is(JsonValueKind.Object, e.Attributes[content].Value.Text))
        {
            // Semantic Kernel and Azure's SDKs: the whole message as JSON in one attribute.
            json.WriteRawValue(MessageJson.WithRole(role, e.Attributes[content].Value.Text!), skipInputValidation: true);
            return;
        }

        List<OtlpAttribute> members = [new OtlpAttribute("role", AttributeValue.Of(role))];
        members.AddRange(
            e.Attributes.Where(attribute => attribute.Key is not ("gen_ai.system" or "gen_ai.provider.name")));
        AttributeJson.WriteMap(json, members);
    }
}

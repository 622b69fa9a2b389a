using System.Text.Json;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// Messages that were recorded as events of the span (OpenTelemetry 1.28 to 1.36), folded into one JSON array.
/// </summary>
internal static class EventMessages
{
    private const string Choice = "gen_ai.choice";

    public static string? Input(SpanView span) => Fold(span, isAnswer: false);

    public static string? Output(SpanView span) => Fold(span, isAnswer: true);

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

    /// <summary>Whose words an event holds; null when it is none of a message.</summary>
    public static string? Role(string? eventName) => eventName switch
    {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" => "user",
        "gen_ai.assistant.message" or Choice => "assistant",
        "gen_ai.tool.message" or "gen_ai.tools.message" => "tool",
        _ => null,
    };

    public static bool IsChoice(string? eventName) => eventName == Choice;

    private static string? Fold(SpanView span, bool isAnswer)
    {
        var events = span.Span.Events.FindAll(e => Role(e.Name) is not null);
        if (events.Count == 0)
        {
            return null;
        }

        var answers = Answers.Of([.. events.Select(e => (Role(e.Name) == "assistant", IsChoice(e.Name) && !IsToolCall(e)))]);
        var half = events.Where((_, place) => answers[place] == isAnswer).ToList();
        if (half.Count == 0)
        {
            return null;
        }

        var json = span.Json.Begin();
        json.WriteStartArray();
        foreach (var e in half)
        {
            WriteMessage(json, Role(e.Name)!, e);
            span.Take(e);
        }

        json.WriteEndArray();
        return span.Json.End();
    }

    /// <summary>Koog says by a choice in the name of the tool that the assistant called one, now or earlier.</summary>
    private static bool IsToolCall(OtlpEvent e) =>
        e.Attributes.Exists(attribute => attribute is { Key: "role", Value.Text: "tool" or "Tool" });

    private static void WriteMessage(Utf8JsonWriter json, string role, OtlpEvent e)
    {
        var content = e.Attributes.FindIndex(attribute => attribute.Key == "gen_ai.event.content");
        if (content >= 0 && ClientJson.Is(JsonValueKind.Object, e.Attributes[content].Value.Text))
        {
            // Semantic Kernel and Azure's SDKs: the whole message as JSON in one attribute.
            json.WriteRawValue(MessageJson.WithRole(role, e.Attributes[content].Value.Text!), skipInputValidation: true);
            return;
        }

        var isCall = IsChoice(e.Name) && IsToolCall(e);
        List<OtlpAttribute> members = [new OtlpAttribute("role", AttributeValue.Of(role))];
        members.AddRange(e.Attributes.Where(attribute =>
            attribute.Key is not ("gen_ai.system" or "gen_ai.provider.name") && !(isCall && attribute.Key == "role")));
        AttributeJson.WriteMap(json, members);
    }
}

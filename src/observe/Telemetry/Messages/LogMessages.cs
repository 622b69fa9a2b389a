using System.Text;
using System.Text.Json;

namespace Dashboard.Telemetry.Messages;

/// <summary>
/// Puts the content of an inference together from its log records: one with everything (OpenTelemetry since 1.37), one
/// for each message (1.28 to 1.36, and the JavaScript instrumentations still), or LiteLLM's own.
/// </summary>
internal static class LogMessages
{
    public const string Details = "gen_ai.client.inference.operation.details";

    /// <summary>The events that carry content, as the list of a condition in SQL; the index repeats it.</summary>
    public const string EventNames =
        """
        'gen_ai.client.inference.operation.details', 'gen_ai.system.message', 'gen_ai.user.message',
        'gen_ai.assistant.message', 'gen_ai.tool.message', 'gen_ai.choice', 'gen_ai.content.prompt',
        'gen_ai.content.completion'
        """;

    public static bool IsContent(string? eventName) => eventName == Details || Role(eventName) is not null;

    /// <summary>What the records of one span, in their order, say went in and came out; null for a half that they do not.</summary>
    public static (string? Input, string? Output) Fold(IEnumerable<LogMessage> records)
    {
        string? wholeInput = null, wholeOutput = null;
        var (input, output) = (new List<string>(), new List<string>());
        foreach (var record in records)
        {
            if (record.EventName == Details)
            {
                wholeInput = ClientJson.Read(record.Raw, Input) ?? wholeInput;
                wholeOutput = ClientJson.Read(record.Raw, json => Attribute(json, "gen_ai.output.messages")) ?? wholeOutput;
            }
            else if (Role(record.EventName) is { } role)
            {
                (IsAnswer(record.EventName) ? output : input).Add(Message(role, record));
            }
        }

        return (wholeInput ?? Array(input), wholeOutput ?? Array(output));
    }

    private static bool IsAnswer(string name) => name is "gen_ai.choice" or "gen_ai.content.completion";

    private static string? Role(string? eventName) => eventName switch
    {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" or "gen_ai.content.prompt" => "user",
        "gen_ai.assistant.message" or "gen_ai.choice" or "gen_ai.content.completion" => "assistant",
        "gen_ai.tool.message" => "tool",
        _ => null,
    };

    private static string? Array(List<string> messages) => messages.Count == 0 ? null : $"[{string.Join(',', messages)}]";

    /// <summary>The body is the message; where it is missing, an attribute holds it.</summary>
    private static string Message(string role, LogMessage record)
    {
        var body = record.Body ?? ClientJson.Read(record.Raw, json =>
            Attribute(json, "gen_ai.event.content") ?? Attribute(json, "content")
                ?? Attribute(json, "gen_ai.prompt") ?? Attribute(json, "gen_ai.completion"));
        if (ClientJson.Is(JsonValueKind.Object, body))
        {
            return MessageJson.WithRole(role, body!);
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("content", body ?? "");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Instructions come first, as a message of the system.</summary>
    private static string? Input(JsonElement raw)
    {
        var messages = Attribute(raw, "gen_ai.input.messages");
        return Attribute(raw, "gen_ai.system_instructions") is { } instructions
            && (messages is null || ClientJson.Is(JsonValueKind.Array, messages))
                ? Instructions.Before([Instructions.Message(instructions)], messages)
                : messages;
    }

    /// <summary>Text as it is, structures as JSON.</summary>
    private static string? Attribute(JsonElement raw, string name) =>
        raw.ValueKind == JsonValueKind.Object
            && raw.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object
            && attributes.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Array or JsonValueKind.Object => value.GetRawText(),
                _ => null,
            }
            : null;
}

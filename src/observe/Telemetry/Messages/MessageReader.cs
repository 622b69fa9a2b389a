using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Telemetry.Messages;

/// <summary>
/// Turns what went into a call or came out of it into messages, whichever client wrote it: OpenTelemetry's role and
/// parts,
/// OpenAI's role and content, Anthropic's blocks, Gemini's contents, Vercel's prompt object, a provider's whole
/// response, or
/// plain text. Never fails: what it does not know is shown as the JSON that it is.
/// </summary>
public static class MessageReader
{
    private static readonly string[] Lists =
        ["messages", "contents", "choices", "output", "candidates", "input", "items", "generations"];

    /// <summary>The messages, none for null or blank text.</summary>
    /// <param name="content">JSON or text.</param>
    /// <param name="role">Whose words they are where the content does not say: <c>user</c> or <c>assistant</c>.</param>
    public static IReadOnlyList<Message> Read(string? content, string role)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            return [];
        }

        try
        {
            using var document = LenientJson.Parse(content);
            var messages = new List<Message>();
            Value(document.RootElement, role, messages);
            return messages;
        }
        catch (JsonException)
        {
            return [new Message(role, [new MessagePart(MessagePartKind.Text, content)])];
        }
    }

    private static void Value(JsonElement value, string role, List<Message> messages)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array when HoldsMessages(value):
                foreach (var item in value.EnumerateArray())
                {
                    Value(item, role, messages);
                }

                break;
            case JsonValueKind.Object:
                Object(value, role, messages);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                Add(messages, role, PartReader.Read(value));
                break;
        }
    }

    private static void Object(JsonElement value, string role, List<Message> messages)
    {
        var own = MessageRoles.Of(value) ?? role;
        if (Choice(value) is { } wrapped)
        {
            Value(wrapped, own, messages);
        }
        else if (Instructions(value) is { } system && IsPrompt(value))
        {
            Add(messages, "system", PartReader.Read(system));
            Prompt(value, own, messages);
        }
        else if (IsPrompt(value))
        {
            Prompt(value, own, messages);
        }
        else
        {
            Add(messages, own, PartReader.OfMessage(value));
        }
    }

    /// <summary>The message of a choice of a response; some keep it as JSON within text.</summary>
    private static JsonElement? Choice(JsonElement value)
    {
        var message = value.Member("message") is { ValueKind: JsonValueKind.String } text
            ? JsonMembers.Parse(text.GetString()!)
            : value.Member("message");
        var isList = message is { ValueKind: JsonValueKind.Array } && value.Text("message") is not null;
        return isList || message is { ValueKind: JsonValueKind.Object } ? message : null;
    }

    private static bool IsPrompt(JsonElement value) =>
        value.Member("prompt") is { ValueKind: JsonValueKind.String or JsonValueKind.Array }
        || Lists.Any(name => value.Member(name) is { ValueKind: JsonValueKind.Array } list && HoldsMessages(list));

    /// <summary>What stands beside the messages: Anthropic's system prompt, or Gemini's, also within its settings.</summary>
    private static JsonElement? Instructions(JsonElement value) =>
        value.Member("system", "system_instruction", "systemInstruction")
        ?? (value.Member("config", "generationConfig") is { } settings
            ? settings.Member("system_instruction", "systemInstruction")
            : null);

    /// <summary>A list of messages, or (LangChain) a list of such lists.</summary>
    private static bool HoldsMessages(JsonElement list) => list.EnumerateArray().Any(item =>
        item.ValueKind == JsonValueKind.Array ? item.EnumerateArray().Any(IsMessage) : IsMessage(item));

    private static void Prompt(JsonElement value, string role, List<Message> messages)
    {
        if (value.Member("prompt") is { ValueKind: JsonValueKind.String or JsonValueKind.Array } prompt)
        {
            Value(prompt, role, messages);
        }

        foreach (var name in Lists)
        {
            if (value.Member(name) is { ValueKind: JsonValueKind.Array } list)
            {
                Value(list, role, messages);
            }
        }
    }

    private static bool IsMessage(JsonElement item) => item.ValueKind == JsonValueKind.Object
        && (item.Member("role") is not null
            || MessageRoles.IsItem(item)
            || item.Member("message") is { ValueKind: JsonValueKind.Object }
            || (item.Member("content") is not null && item.Member("type") is null)
            || item.Text("type") is "message");

    private static void Add(List<Message> messages, string role, IReadOnlyList<MessagePart> parts)
    {
        if (parts.Count > 0)
        {
            messages.Add(new Message(role, parts));
        }
    }
}

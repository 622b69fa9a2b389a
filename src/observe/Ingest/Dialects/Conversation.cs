using System.Text.Json;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>
/// One attribute with the whole conversation as a JSON array: messages, or the events that OpenTelemetry had for them
/// (<c>{"event.name":"gen_ai.choice","message":{...}}</c>), the answer last.
/// </summary>
internal static class Conversation
{
    /// <summary>What went in and what came out, as JSON arrays; everything in where it is no such array.</summary>
    public static (string? Input, string? Output) Split(string? messages) => messages is null
        ? default
        : ClientJson.Read<(string?, string?)?>(messages, json => json.ValueKind == JsonValueKind.Array ? Split(json) : null)
            ?? (messages, null);

    private static (string? Input, string? Output)? Split(JsonElement json)
    {
        var items = json.EnumerateArray().ToList();
        var names = items.ConvertAll(item => ClientJson.Text(item, "event.name"));
        var roles = items.ConvertAll(item => ClientJson.Text(item, "role"));
        var answers = Answers.Of(
        [
            .. names.Zip(roles, (name, role) => (
                (role ?? EventMessages.Role(name)) is "assistant" or "model" or "ai", EventMessages.IsChoice(name))),
        ]);
        string? Half(bool isAnswer)
        {
            var half = items.Select((item, place) => Message(item, names[place]))
                .Where((_, place) => answers[place] == isAnswer)
                .ToList();
            return half.Count == 0 ? null : $"[{string.Join(',', half)}]";
        }

        return (Half(isAnswer: false), Half(isAnswer: true));
    }

    private static string Message(JsonElement item, string? name) =>
        item.ValueKind == JsonValueKind.Object && EventMessages.Role(name) is { } role && !EventMessages.IsChoice(name)
            ? MessageJson.WithRole(role, item.GetRawText())
            : item.GetRawText();
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Telemetry.Messages;

/// <summary>
/// What the model was told before the conversation. Some senders tell it beside the messages, some among them, and some
/// both ways: it is kept once, in front.
/// </summary>
public static class Instructions
{
    /// <summary>How a conversation begins in which instructions stand in front.</summary>
    public const string Beginning = """[{"role":"system","parts":""";

    private static readonly JsonSerializerOptions _relaxed =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A system message in JSON, from text or from JSON of its parts.</summary>
    public static string Message(string instructions) => ClientJson.Is(JsonValueKind.Array, instructions)
        ? $$"""{"role":"system","parts":{{instructions}}}"""
        : $$"""{"role":"system","parts":[{"type":"text","content":{{JsonSerializer.Serialize(instructions, _relaxed)}}}]}""";

    /// <summary>
    /// The messages with those of the instructions in front that they do not hold themselves; the instructions alone where
    /// there are no messages.
    /// </summary>
    /// <param name="instructions">System messages in JSON.</param>
    /// <param name="messages">A JSON array; null where nothing else was said.</param>
    public static string Before(IEnumerable<string> instructions, string? messages)
    {
        if (messages is null)
        {
            return $"[{string.Join(',', instructions)}]";
        }

        var said = Told(messages);
        var missing = instructions.Where(message => !said.Contains(Text(message))).ToList();
        var rest = messages.TrimStart()[1..].TrimStart();
        return missing.Count == 0
            ? messages
            : $"[{string.Join(',', missing)}{(rest.StartsWith(']') ? "" : ",")}{rest}";
    }

    /// <summary>The system messages with which a conversation begins.</summary>
    public static IReadOnlyList<string> Leading(string? messages) => ClientJson.Read<IReadOnlyList<string>>(messages, json =>
        json.ValueKind == JsonValueKind.Array
            ? [.. json.EnumerateArray().TakeWhile(IsSystem).Select(message => message.GetRawText())]
            : null) ?? [];

    /// <summary>
    /// Whether there are instructions (as <see cref="Before"/> writes them) and nothing else: what was asked is told
    /// elsewhere, or not at all.
    /// </summary>
    public static bool AreAlone([NotNullWhen(true)] string? messages) =>
        messages is not null && messages.StartsWith(Beginning, StringComparison.Ordinal)
            && messages.IndexOf("\"role\"", Beginning.Length, StringComparison.Ordinal) < 0;

    /// <summary>The system messages' texts. Most conversations name no such role, which is seen without reading them.</summary>
    private static HashSet<string> Told(string messages) =>
        messages.Contains("system", StringComparison.Ordinal) || messages.Contains("developer", StringComparison.Ordinal)
            ? MessageReader.Read(messages, "user").Where(message => IsSystem(message.Role)).Select(message => message.Text)
                .ToHashSet()
            : [];

    private static bool IsSystem(JsonElement message) => IsSystem(ClientJson.Text(message, "role"));

    private static bool IsSystem(string? role) => role is "system" or "developer";

    private static string Text(string message) =>
        string.Join('\n', MessageReader.Read(message, "system").Select(read => read.Text));
}

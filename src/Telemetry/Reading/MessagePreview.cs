using System.Text.Json;

namespace Dashboard.Telemetry.Reading;

/// <summary>The one line by which a person recognises a call: what the user said last, in any dialect's JSON, or the text.</summary>
internal static class MessagePreview
{
    private const int MaxLength = 200;

    private static readonly string[] TextMembers =
        ["messages", "prompt", "content", "parts", "text", "input", "query", "question"];

    public static string? Of(string? input)
    {
        if (string.IsNullOrWhiteSpace(input))
        {
            return null;
        }

        return Cut(input.AsSpan().TrimStart() is ['[' or '{', ..] ? FromJson(input) ?? input : input);
    }

    private static string? FromJson(string input)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            return Text(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Messages are an array, or an object that holds one; a message's text is a string or an array of parts.</summary>
    private static string? Text(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Array:
                var items = value.EnumerateArray().ToList();
                return items.FindLast(IsUser) is { ValueKind: JsonValueKind.Object } user
                    ? Text(user)
                    : items.Select(Text).FirstOrDefault(text => text is not null);
            case JsonValueKind.Object:
                return TextMembers.Select(name => value.TryGetProperty(name, out var inner) ? Text(inner) : null)
                    .FirstOrDefault(text => text is not null);
            default:
                return null;
        }
    }

    private static bool IsUser(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("role", out var role)
        && role.ValueKind == JsonValueKind.String
        && role.ValueEquals("user");

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= MaxLength)
        {
            return line;
        }

        return line[..(char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}

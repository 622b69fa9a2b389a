using System.Globalization;
using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Telemetry.Messages;

/// <summary>
/// JSON that a client put into an attribute as text. It may be anything, and what does not fit is not said.
/// </summary>
public static class ClientJson
{
    /// <summary>
    /// What <paramref name="read"/> finds in the document; null when the text is not JSON, nests deeper than 64 levels,
    /// or holds escapes that stand for no character.
    /// </summary>
    public static T? Read<T>(string? text, Func<JsonElement, T?> read)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return default;
        }

        try
        {
            using var document = LenientJson.Parse(text);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>Whether the text is one JSON value of this kind.</summary>
    public static bool Is(JsonValueKind kind, string? text) => Read(text, element => element.ValueKind == kind);

    /// <summary>What stands between the quotes where the text is one JSON string; other text as it is.</summary>
    public static string? Unquoted(string? text) =>
        text is ['"', .., '"'] ? Read(text, element => Text(element)) ?? text : text;

    /// <summary>The strings of a JSON array.</summary>
    public static IReadOnlyList<string>? Strings(string text) => Read<IReadOnlyList<string>>(text, element =>
        element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select(item => Text(item)).OfType<string>()]
            : null);

    /// <summary>The number, or the text that is one, at a path of member names.</summary>
    public static double? Number(JsonElement element, params ReadOnlySpan<string> path) =>
        double.TryParse(Text(element, path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The text or number at a path of member names.</summary>
    public static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.String => element.GetString()?.Replace('\0', '\uFFFD'),
            _ => null,
        };
    }
}

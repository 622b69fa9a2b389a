using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Telemetry.Messages;

/// <summary>Reading JSON whose shape nobody promised.</summary>
public static class JsonMembers
{
    // Shown as encoded text in a page: escaping < and ä once more would only make it unreadable.
    private static readonly JsonSerializerOptions _pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The first of some members that is there and not null; null on anything but an object.</summary>
    public static JsonElement? Member(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.ValueKind == JsonValueKind.Object
                && value.TryGetProperty(name, out var member)
                && member.ValueKind != JsonValueKind.Null)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The first of some members that is a string.</summary>
    public static string? Text(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.Member(name) is { ValueKind: JsonValueKind.String } member)
            {
                return member.GetString();
            }
        }

        return null;
    }

    /// <summary>The JSON of a text that lives on its own; null when it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            return LenientJson.ParseElement(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string as it is, JSON inside a string and everything else indented.</summary>
    public static string Pretty(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Pretty(value.GetString()!) : JsonSerializer.Serialize(value, _pretty);

    /// <summary>JSON indented; other text as it is.</summary>
    public static string Pretty(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return text;
        }

        try
        {
            using var document = LenientJson.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, _pretty);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}

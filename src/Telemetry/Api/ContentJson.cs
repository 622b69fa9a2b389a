using System.Text.Json;

namespace Dashboard.Telemetry.Api;

/// <summary>What a client sent: JSON where it is JSON, else a string of its text.</summary>
internal static class ContentJson
{
    public static JsonElement? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}

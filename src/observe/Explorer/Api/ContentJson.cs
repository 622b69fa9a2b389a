using System.Text.Json;
using Dashboard.Texts;

namespace Dashboard.Explorer.Api;

/// <summary>What a client sent: JSON where it is JSON, else a string of its text.</summary>
internal static class ContentJson
{
    /// <summary>
    /// Readers of JSON take 64 levels by default, the framework's own among them, and a body has some around the content:
    /// what nests deeper is said as text, so that the whole can be read.
    /// </summary>
    private static readonly JsonDocumentOptions _readable = new() { MaxDepth = 58 };

    public static JsonElement? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return LenientJson.ParseElement(text, _readable);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}

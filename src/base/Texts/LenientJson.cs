using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Texts;

/// <summary>
/// The one way to read JSON whose strings nobody promised: what clients send, and what earlier versions stored of it.
/// Every name and string of the result can be asked for without a fault and stored without one: lone surrogates, NUL
/// characters and bytes that are not UTF-8 are U+FFFD in them. What is no JSON is a <see cref="JsonException"/> at once.
/// </summary>
public static class LenientJson
{
    /// <summary>A document, to be disposed of.</summary>
    /// <exception cref="JsonException">It is no JSON, or nests deeper than the options allow (64 without).</exception>
    public static JsonDocument Parse(string json, JsonDocumentOptions options = default)
    {
        if (!JsonRepair.MayNeed(json))
        {
            return JsonDocument.Parse(json, options);
        }

        var repaired = Encoding.UTF8.GetBytes(json);
        JsonRepair.Replace(repaired, keepsNul: false);
        return JsonDocument.Parse(repaired, options);
    }

    /// <inheritdoc cref="Parse(string, JsonDocumentOptions)"/>
    /// <param name="utf8">The JSON; must not change while the document lives.</param>
    /// <param name="keepsNul">Whether NUL characters stay, so that somebody can refuse them by name.</param>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, bool keepsNul = false) =>
        JsonDocument.Parse(JsonRepair.Of(utf8, keepsNul));

    /// <summary>A value that lives on its own.</summary>
    /// <exception cref="JsonException">It is no JSON, or nests deeper than the options allow (64 without).</exception>
    public static JsonElement ParseElement(string json, JsonDocumentOptions options = default)
    {
        using var document = Parse(json, options);
        return document.RootElement.Clone();
    }

    /// <summary>A value that can be changed; null for JSON's null.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonNode? ParseNode(string json) => JsonSerializer.SerializeToNode(ParseElement(json));

    /// <inheritdoc cref="ParseElement(string, JsonDocumentOptions)"/>
    public static JsonElement ParseElement(ReadOnlyMemory<byte> utf8, bool keepsNul = false)
    {
        using var document = Parse(utf8, keepsNul);
        return document.RootElement.Clone();
    }

    /// <summary>Whether every string in the JSON is text as it is.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="keepsNul">Whether NUL characters count as text.</param>
    public static bool IsWhole(ReadOnlyMemory<byte> utf8, bool keepsNul = false) =>
        JsonRepair.Of(utf8, keepsNul).Equals(utf8);
}

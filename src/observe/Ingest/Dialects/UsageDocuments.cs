using System.Text.Json;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Counting;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest.Dialects;

/// <summary>Usage that clients put whole into one attribute, as JSON within text or as a structure.</summary>
internal static class UsageDocuments
{
    /// <summary>The usage of the first of the attributes that holds an object.</summary>
    public static ReportedUsage Read(SpanView span, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (span.TryGet(key, out var value) && UsageJson.Read(Text(span, value)) is { IsEmpty: false } usage)
            {
                return usage;
            }
        }

        return default;
    }

    /// <summary>The usage at a path of member names within an attribute's JSON.</summary>
    public static ReportedUsage Within(string? text, params string[] path) =>
        UsageJson.Read(ClientJson.Read(text, json =>
        {
            foreach (var name in path)
            {
                if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                {
                    return null;
                }
            }

            return json.GetRawText();
        }));

    /// <summary>
    /// What the Vercel AI SDK hands on from the provider:
    /// <c>{"anthropic":{"usage":{…},"cacheCreationInputTokens":5}}</c>, <c>{"google":{"usageMetadata":{…}}}</c>,
    /// <c>{"openai":{"cachedPromptTokens":5,"reasoningTokens":4}}</c>.
    /// </summary>
    public static ReportedUsage OfProviders(string? metadata) => UsageJson.Read(ClientJson.Read(metadata, json =>
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var counts = json.EnumerateObject()
            .Where(provider => provider.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(provider => provider.Value.EnumerateObject())
            .Where(member =>
                member.Value.ValueKind is JsonValueKind.Number || member.Name is "usage" or "usageMetadata")
            .Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Value.GetRawText()}");
        return $"{{{string.Join(',', counts)}}}";
    }));

    private static string? Text(SpanView span, AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => value.Text,
        AttributeKind.Map => span.Json.Text(value),
        _ => null,
    };
}

using System.Text.Json;
using Dashboard.Ingest.Wire;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest;

/// <summary>
/// The labels that an application put on a span: a list of strings, JSON of one within text, or text with commas.
/// Written beside the attributes, so that pages and exports find the tags of every dialect in one place.
/// </summary>
internal static class SpanTags
{
    private static readonly string[] Keys =
    [
        "langfuse.trace.tags",
        "langfuse.tags",
        "langfuse.trace.metadata.langfuse_tags",
        "langfuse.observation.metadata.langfuse_tags",
        "tag.tags",
        "ai.telemetry.metadata.tags",
        "traceloop.association.properties.tags",
        "metadata.tags",
    ];

    /// <summary>Writes <c>"tags":["a","b"]</c>, each once; nothing when there are none.</summary>
    public static void Write(Utf8JsonWriter json, SpanView view)
    {
        List<string>? tags = null;
        foreach (var key in Keys)
        {
            if (view.TryGet(key, out var value))
            {
                (tags ??= []).AddRange(Read(value));
            }
        }

        if (tags is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("tags");
        foreach (var tag in tags.Distinct(StringComparer.Ordinal))
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<string> Read(AttributeValue value)
    {
        var tags = value switch
        {
            { Kind: AttributeKind.Array } => value.Items.Select(AttributeJson.ScalarText).OfType<string>(),
            { Text: ['[', ..] list } when ClientJson.Strings(list) is { } listed => listed,
            { Text: { } text } => text.Split(','),
            _ => [],
        };
        return tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0);
    }
}

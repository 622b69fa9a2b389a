using System.Text.Json;
using Dashboard.Telemetry.Ingest.Dialects;
using Dashboard.Telemetry.Ingest.Wire;

namespace Dashboard.Telemetry.Ingest;

/// <summary>
/// The labels that an application put on a span: a list of strings, or JSON of one within text. Written beside the
/// attributes, so that pages and exports find the tags of every dialect in one place.
/// </summary>
internal static class SpanTags
{
    private static readonly string[] Keys =
    [
        "langfuse.trace.tags",
        "tag.tags",
        "ai.telemetry.metadata.tags",
        "traceloop.association.properties.tags",
        "metadata.tags",
    ];

    /// <summary>Writes <c>"tags":["a","b"]</c>; nothing when there are none.</summary>
    public static void Write(Utf8JsonWriter json, SpanView view)
    {
        foreach (var key in Keys)
        {
            if (view.TryGet(key, out var value) && Read(value) is { Count: > 0 } tags)
            {
                json.WriteStartArray("tags");
                foreach (var tag in tags)
                {
                    json.WriteStringValue(tag);
                }

                json.WriteEndArray();
                return;
            }
        }
    }

    private static IReadOnlyList<string>? Read(AttributeValue value) => value switch
    {
        { Kind: AttributeKind.Array } =>
            [.. value.Items.Select(AttributeJson.ScalarText).OfType<string>().Where(tag => tag.Length > 0)],
        { Text: ['[', ..] list } => ClientJson.Strings(list),
        { Text: { Length: > 0 } one } => [one],
        _ => null,
    };
}

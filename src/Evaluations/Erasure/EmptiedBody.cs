using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Evaluations.Erasure;

/// <summary>The body of a Langfuse event without what was said and by whom: only what the numbers are made of. Pure.</summary>
internal static class EmptiedBody
{
    private static readonly string[] Kept =
    [
        "id", "traceId", "parentObservationId", "name", "startTime", "endTime", "completionStartTime", "model", "usage",
        "usageDetails", "costDetails", "level", "version", "release", "environment", "promptName",
        "promptVersion",
    ];

    public static string Of(JsonElement body)
    {
        var kept = new JsonObject();
        foreach (var name in Kept)
        {
            if (body.TryGetProperty(name, out var value))
            {
                kept[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return kept.ToJsonString();
    }
}

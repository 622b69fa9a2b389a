using System.Text;
using System.Text.Json;

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
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var name in Kept)
            {
                if (body.TryGetProperty(name, out var value))
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

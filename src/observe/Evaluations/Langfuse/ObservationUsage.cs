using System.Text.Json;
using Dashboard.Evaluations.Ingest;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// Tokens and cost of an observation. New clients send <c>usageDetails</c> and <c>costDetails</c>, any number of buckets;
/// older ones send one <c>usage</c>, in three shapes:
/// <code>
/// {"input":42,"output":17,"total":59,"unit":"TOKENS","inputCost":..,"outputCost":..,"totalCost":..}
/// {"promptTokens":42,"completionTokens":17,"totalTokens":59}
/// {"prompt_tokens":42,"completion_tokens":17,"total_tokens":59,"prompt_tokens_details":{...}}
/// </code>
/// </summary>
internal static class ObservationUsage
{
    /// <summary>Buckets as JSON; null when nobody counted tokens.</summary>
    public static string? Details(IReadOnlyDictionary<string, JsonElement> body)
    {
        if (Object(body, "usageDetails") is { } details)
        {
            return details.GetRawText();
        }

        if (Object(body, "usage") is not { } usage || usage.Text("unit") is { } unit && unit != "TOKENS")
        {
            return null;
        }

        return usage.Member("prompt_tokens") is not null
            ? usage.GetRawText()
            : Buckets(
                ("input", usage.Number("input") ?? usage.Number("promptTokens")),
                ("output", usage.Number("output") ?? usage.Number("completionTokens")),
                ("total", usage.Number("total") ?? usage.Number("totalTokens")));
    }

    /// <summary>US dollars by bucket as JSON; null when nobody said what it cost.</summary>
    public static string? Costs(IReadOnlyDictionary<string, JsonElement> body) =>
        Object(body, "costDetails") is { } details
            ? details.GetRawText()
            : Object(body, "usage") is { } usage
                ? Buckets(
                    ("input", usage.Number("inputCost")), ("output", usage.Number("outputCost")),
                    ("total", usage.Number("totalCost")))
                : null;

    private static JsonElement? Object(IReadOnlyDictionary<string, JsonElement> body, string name) =>
        body.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Buckets(params (string Name, double? Value)[] buckets)
    {
        var known = buckets.Where(bucket => bucket.Value is not null).ToDictionary(bucket => bucket.Name, bucket => bucket.Value);
        return known.Count == 0 ? null : JsonSerializer.Serialize(known);
    }
}

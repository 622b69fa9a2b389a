using System.Text.Json;
using Dashboard.Evaluations.Ingest;
using Dashboard.Telemetry.Counting;

namespace Dashboard.Evaluations.Langfuse;

/// <summary>
/// Tokens and cost of an observation. New clients send <c>usageDetails</c> and <c>costDetails</c>, any number of buckets;
/// older ones send one <c>usage</c>, in their client's words or the provider's, whatever stands in them:
/// <code>
/// {"input":42,"output":17,"total":59,"unit":"TOKENS","inputCost":..,"outputCost":..,"totalCost":..}
/// {"promptTokens":42,"completionTokens":17,"totalTokens":59,"cacheReadInputTokens":16}
/// {"prompt_tokens":42,"completion_tokens":17,"total_tokens":59,"prompt_tokens_details":{...}}
/// {"input_tokens":3,"output_tokens":44,"cache_read_input_tokens":9511,"cache_creation":{...}}
/// </code>
/// </summary>
internal static class ObservationUsage
{
    /// <summary>
    /// The object that counts the tokens, whole, as it was sent: the reader of spans' usage knows its names. Null when
    /// nobody counted tokens.
    /// </summary>
    public static string? Details(IReadOnlyDictionary<string, JsonElement> body)
    {
        var details = Object(body, "usageDetails")?.GetRawText();
        return !UsageJson.Read(details).IsEmpty ? details
            : Object(body, "usage") is { } usage && IsOfTokens(usage) && usage.GetRawText() is var older
                && !UsageJson.Read(older).IsEmpty ? older
            : details;
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

    // Older clients also counted characters, seconds, requests and images.
    private static bool IsOfTokens(JsonElement usage) =>
        usage.Text("unit") is not { } unit || unit.Equals("TOKENS", StringComparison.OrdinalIgnoreCase);

    private static JsonElement? Object(IReadOnlyDictionary<string, JsonElement> body, string name) =>
        body.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Buckets(params (string Name, double? Value)[] buckets)
    {
        var known = buckets.Where(bucket => bucket.Value is not null).ToDictionary(bucket => bucket.Name, bucket => bucket.Value);
        return known.Count == 0 ? null : JsonSerializer.Serialize(known);
    }
}

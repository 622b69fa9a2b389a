using Dashboard.Ingest.Dialects;
using Dashboard.Telemetry.Messages;

namespace Dashboard.Ingest;

/// <summary>
/// In which of the provider's processing classes a call was answered. What the answer says holds before what was asked
/// for; Anthropic says it within its usage.
/// </summary>
internal static class SpanServiceTier
{
    private const string Name = "service_tier";

    public static string? Of(SpanView span, SpanReading reading) =>
        span.Text(
            "anthropic.response.service_tier",
            "gen_ai.anthropic.response.service_tier",
            "anthropic.usage.service_tier",
            "gen_ai.anthropic.usage.service_tier",
            "gen_ai.usage.service_tier",
            "gen_ai.usage.details.service_tier",
            "llm.usage.service_tier",
            "llm.response.service_tier")
        ?? Within(span.Text("langfuse.observation.usage_details"))
        ?? Within(span.Text("ai.response.providerMetadata"), "anthropic", "usage")
        ?? Within(span.Text("hidden_params"), "usage_object")
        ?? reading.ServiceTier;

    private static string? Within(string? json, params string[] path) =>
        json is not null && json.Contains(Name, StringComparison.Ordinal)
            ? ClientJson.Read(json, root => ClientJson.Text(root, [.. path, Name]))
            : null;
}

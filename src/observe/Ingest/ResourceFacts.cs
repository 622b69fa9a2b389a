using Dashboard.Ingest.Wire;

namespace Dashboard.Ingest;

/// <summary>What a resource says about all of its spans, found once.</summary>
internal sealed record ResourceFacts(
    string? Route, string? Version, string? Service, string? ServiceVersion, string? Environment)
{
    public static ResourceFacts Of(OtlpResource resource)
    {
        var texts = new Dictionary<string, string>();
        foreach (var (key, value) in resource.Attributes)
        {
            if (AttributeJson.ScalarText(value) is { Length: > 0 } text)
            {
                texts[key] = text;
            }
        }

        return new ResourceFacts(
            texts.GetValueOrDefault("llmops.route"),
            texts.GetValueOrDefault("llmops.version"),
            texts.GetValueOrDefault("service.name") ?? texts.GetValueOrDefault("openinference.project.name"),
            texts.GetValueOrDefault("service.version"),
            texts.GetValueOrDefault("deployment.environment.name")
                ?? texts.GetValueOrDefault("deployment.environment")
                ?? texts.GetValueOrDefault("langfuse.environment"));
    }
}

using Dashboard.Telemetry.Content;

namespace Dashboard.Web.Settings.Content;

/// <summary>The rules about content in words.</summary>
internal static class ContentWords
{
    public static string Name(ContentRule rule) => rule switch
    {
        ContentRule.Keep => "Keep",
        ContentRule.Redact => "Redact",
        _ => "Drop",
    };

    /// <summary>What a rule means for whoever reads traces later.</summary>
    public static string Means(ContentRule rule) => rule switch
    {
        ContentRule.Keep => "Prompts, answers, attributes and log bodies are stored as they come.",
        ContentRule.Redact => "What looks like personal data is replaced before anything is stored. Names and postal "
            + "addresses are not recognised: who must not store these drops the content.",
        _ => "Nothing of the content is stored. Numbers, models, users and sessions are.",
    };
}

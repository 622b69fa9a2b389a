using System.Collections.Frozen;
using Dashboard.Deployments.Serving;

namespace Dashboard.Gateway.Upstream;

/// <summary>Who stands behind a connection, in the words of OpenTelemetry's <c>gen_ai.provider.name</c>.</summary>
internal static class Providers
{
    private static readonly FrozenDictionary<string, string> _byHost = new Dictionary<string, string>
    {
        ["api.openai.com"] = "openai",
        ["api.anthropic.com"] = "anthropic",
        ["generativelanguage.googleapis.com"] = "gcp.gemini",
        ["api.mistral.ai"] = "mistral_ai",
        ["api.deepseek.com"] = "deepseek",
        ["api.groq.com"] = "groq",
        ["api.perplexity.ai"] = "perplexity",
        ["api.x.ai"] = "x_ai",
        ["api.cohere.ai"] = "cohere",
        ["api.cohere.com"] = "cohere",
        ["api.moonshot.ai"] = "moonshot_ai",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By the host where it is a known one, else the connection's own name in lower case.</summary>
    public static string Of(ApprovedConnection connection)
    {
        var host = connection.BaseUrl.Host;
        return _byHost.TryGetValue(host, out var known) ? known
            : host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) ? "azure.ai.openai"
            : host.EndsWith(".api.openai.com", StringComparison.OrdinalIgnoreCase) ? "openai"
            : connection.Name.ToLowerInvariant();
    }
}

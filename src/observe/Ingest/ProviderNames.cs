using System.Collections.Frozen;

namespace Dashboard.Ingest;

/// <summary>
/// One name per provider, in the words of OpenTelemetry's <c>gen_ai.provider.name</c>, whichever dialect or former
/// version of the conventions named it. Unknown names are kept in lower case.
/// </summary>
internal static class ProviderNames
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["az.ai.openai"] = "azure.ai.openai",
        ["az.ai.inference"] = "azure.ai.inference",
        ["azure"] = "azure.ai.openai",
        ["azure-openai"] = "azure.ai.openai",
        ["azure_openai"] = "azure.ai.openai",
        ["amazon-bedrock"] = "aws.bedrock",
        ["bedrock"] = "aws.bedrock",
        ["aws"] = "aws.bedrock",
        ["gemini"] = "gcp.gemini",
        ["google"] = "gcp.gemini",
        ["google.generative-ai"] = "gcp.gemini",
        ["vertex_ai"] = "gcp.vertex_ai",
        ["vertexai"] = "gcp.vertex_ai",
        ["google.vertex"] = "gcp.vertex_ai",
        ["mistral"] = "mistral_ai",
        ["mistralai"] = "mistral_ai",
        ["xai"] = "x_ai",
        ["moonshot"] = "moonshot_ai",
        ["moonshotai"] = "moonshot_ai",
        ["watsonx"] = "ibm.watsonx.ai",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the Vercel AI SDK appends: <c>openai.chat</c>, <c>anthropic.messages</c>.</summary>
    private static readonly string[] Interfaces =
        [".chat", ".responses", ".completion", ".embedding", ".textEmbedding", ".messages", ".reranking"];

    public static string? Of(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var trimmed = name.Trim();
        foreach (var suffix in Interfaces)
        {
            if (trimmed.EndsWith(suffix, StringComparison.Ordinal))
            {
                trimmed = trimmed[..^suffix.Length];
                break;
            }
        }

        return Known.TryGetValue(trimmed, out var known) ? known : trimmed.ToLowerInvariant();
    }
}

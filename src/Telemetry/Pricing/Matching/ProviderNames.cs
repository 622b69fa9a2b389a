using System.Collections.Frozen;

namespace Dashboard.Telemetry.Pricing.Matching;

/// <summary>
/// One word per provider, whoever names it: instrumentations, LiteLLM, genai-prices. The words are OpenTelemetry's
/// <c>gen_ai.provider.name</c> values where there is one.
/// </summary>
internal static class ProviderNames
{
    private static readonly FrozenDictionary<string, string> s_words = Words();

    /// <summary>
    /// The canonical word, or the given one in lower case where it is unknown; null for nothing. What follows the first
    /// dot
    /// is an API of the provider (<c>openai.chat</c>) unless the whole is a word of its own (<c>azure.ai.openai</c>).
    /// </summary>
    public static string? Canonical(string? provider)
    {
        if (string.IsNullOrWhiteSpace(provider))
        {
            return null;
        }

        var word = provider.Trim().ToLowerInvariant();
        if (s_words.TryGetValue(word, out var canonical))
        {
            return canonical;
        }

        var dot = word.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && s_words.TryGetValue(word[..dot], out canonical) ? canonical : word;
    }

    /// <summary>
    /// Whether the lower-case word names a provider, so that it may stand before a model's name: <c>groq/...</c>.
    /// </summary>
    public static bool IsKnown(string word) => s_words.ContainsKey(word);

    private static FrozenDictionary<string, string> Words()
    {
        string[][] providers =
        [
            ["openai", "text-completion-openai"],
            ["azure.ai.openai", "az.ai.openai", "azure", "azure_openai", "azure-openai", "azure_text"],
            ["azure.ai.inference", "az.ai.inference", "azure_ai"],
            ["anthropic"],
            ["aws.bedrock", "aws_bedrock", "bedrock", "bedrock_converse", "amazon-bedrock", "amazon_bedrock", "aws"],
            ["gcp.gemini", "gemini", "google", "google_genai", "google-generative-ai", "google_ai_studio"],
            ["gcp.vertex_ai", "google.vertex", "vertex_ai", "vertexai", "vertex", "google_vertexai"],
            ["gcp.gen_ai"],
            ["mistral_ai", "mistral", "mistralai"],
            ["cohere", "cohere_chat"],
            ["deepseek"],
            ["x_ai", "xai", "x-ai", "x.ai"],
            ["groq"],
            ["perplexity"],
            ["moonshot_ai", "moonshot", "moonshotai"],
            ["ibm.watsonx.ai", "watsonx"],
            ["alibaba_cloud", "dashscope", "alibaba"],
            ["voyage_ai", "voyage", "voyageai"],
            ["together_ai", "together", "togetherai"],
            ["fireworks_ai", "fireworks", "fireworks-ai"],
            ["z_ai", "zai", "zhipuai", "zhipu"],
            ["amazon_nova"],
            ["ai21"], ["cerebras"], ["cloudflare"], ["databricks"], ["deepinfra"], ["github"], ["github_copilot"],
            ["huggingface"], ["hyperbolic"], ["lambda_ai"], ["meta_llama"], ["minimax"], ["nebius"], ["novita"],
            ["nvidia_nim"], ["oci"], ["ollama"], ["openrouter"], ["ovhcloud"], ["replicate"], ["sambanova"],
            ["snowflake"], ["vercel_ai_gateway"],
        ];
        return providers
            .SelectMany(words => words, (words, word) => (Word: word, Canonical: words[0]))
            .ToFrozenDictionary(pair => pair.Word, pair => pair.Canonical, StringComparer.Ordinal);
    }
}

namespace Dashboard.Deployments.Serving;

/// <summary>What a version may be of.</summary>
public static class ProviderNames
{
    /// <summary>Whoever speaks OpenAI's interface.</summary>
    public const string OpenAiCompatible = "openai-compatible";

    /// <summary>Whoever speaks Anthropic's interface of messages.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>Weights in a GGUF file.</summary>
    public const string Llama = "llama";
}

using System.Collections.Frozen;

namespace Dashboard.Pricing.Matching;

/// <summary>
/// One word per provider, whoever names it: instrumentations, LiteLLM, genai-prices. The words are OpenTelemetry's
/// <c>gen_ai.provider.name</c> values where there is one.
/// </summary>
public static class ProviderNames
{
    private const string HuggingFace = "huggingface";

    private static readonly FrozenDictionary<string, (string Canonical, ProviderKind Kind)> s_words = Words();

    /// <summary>
    /// The canonical word, or the given one in lower case where it is unknown; null for nothing. What follows the first
    /// dot
    /// is an API of the provider (<c>openai.chat</c>) unless the whole is a word of its own (<c>azure.ai.openai</c>). An
    /// address says whose it is.
    /// </summary>
    public static string? Canonical(string? provider)
    {
        if (string.IsNullOrWhiteSpace(provider))
        {
            return null;
        }

        var word = provider.Trim().ToLowerInvariant();
        if (s_words.TryGetValue(word, out var known))
        {
            return known.Canonical;
        }

        if (ThroughHuggingFace(word) is { } through)
        {
            return through;
        }

        if (ProviderAddresses.Parse(word) is { } address && ProviderAddresses.Of(address) is { } company)
        {
            return company;
        }

        var dot = word.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && s_words.TryGetValue(word[..dot], out known) ? known.Canonical : word;
    }

    /// <summary>Hugging Face sells what others serve, each at its own price: <c>huggingface_groq</c>.</summary>
    /// <param name="server">Who serves, as Hugging Face names it.</param>
    public static string AtHuggingFace(string server) => $"{HuggingFace}_{server.Replace('_', '-')}";

    /// <summary>What is known of a canonical word.</summary>
    public static ProviderKind KindOf(string canonical) =>
        s_words.TryGetValue(canonical, out var known) ? known.Kind
        : canonical.StartsWith(HuggingFace + "_", StringComparison.Ordinal) ? ProviderKind.Host
        : ProviderKind.Unknown;

    /// <summary>
    /// Whether the lower-case word names a provider, so that it may stand before a model's name: <c>groq/...</c>.
    /// </summary>
    public static bool IsKnown(string word) => s_words.ContainsKey(word);

    // "huggingface-groq", "huggingface/groq", "huggingface (groq)".
    private static string? ThroughHuggingFace(string word)
    {
        var server = word.StartsWith(HuggingFace, StringComparison.Ordinal)
            ? word[HuggingFace.Length..].Trim('_', '-', '/', ':', ' ', '(', ')')
            : "";
        return server.Length > 0 && server.Length < word.Length - HuggingFace.Length ? AtHuggingFace(server) : null;
    }

    private static FrozenDictionary<string, (string, ProviderKind)> Words()
    {
        (string[][] Providers, ProviderKind Kind)[] all =
        [
            (ProviderWords.Makers, ProviderKind.Maker), (ProviderWords.Clouds, ProviderKind.Cloud),
            (ProviderWords.Hosts, ProviderKind.Host), (ProviderWords.SelfHosted, ProviderKind.Host),
            (ProviderWords.Relays, ProviderKind.Relay),
        ];
        return all
            .SelectMany(group => group.Providers, (group, words) => (Words: words, group.Kind))
            .SelectMany(entry => entry.Words, (entry, word) => (Word: word, Canonical: entry.Words[0], entry.Kind))
            .ToFrozenDictionary(entry => entry.Word, entry => (entry.Canonical, entry.Kind), StringComparer.Ordinal);
    }
}

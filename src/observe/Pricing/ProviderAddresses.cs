using System.Collections.Frozen;
using System.Net;

namespace Dashboard.Pricing;

/// <summary>Whose address a request went to. Clients often name their own library instead of who answered.</summary>
public static class ProviderAddresses
{
    /// <summary>The word for a machine of one's own or of one's own network, whose calls nobody bills.</summary>
    public const string SelfHosted = "self_hosted";

    private static readonly FrozenDictionary<string, string> s_hosts = new Dictionary<string, string>
    {
        ["api.openai.com"] = "openai",
        ["api.anthropic.com"] = "anthropic",
        ["generativelanguage.googleapis.com"] = "gcp.gemini",
        ["aiplatform.googleapis.com"] = "gcp.vertex_ai",
        ["api.mistral.ai"] = "mistral_ai",
        ["codestral.mistral.ai"] = "mistral_ai",
        ["api.deepseek.com"] = "deepseek",
        ["api.groq.com"] = "groq",
        ["api.perplexity.ai"] = "perplexity",
        ["api.x.ai"] = "x_ai",
        ["api.cohere.ai"] = "cohere",
        ["api.cohere.com"] = "cohere",
        ["api.moonshot.ai"] = "moonshot_ai",
        ["api.moonshot.cn"] = "moonshot_ai",
        ["api.z.ai"] = "z_ai",
        ["open.bigmodel.cn"] = "zhipuai",
        ["api.voyageai.com"] = "voyage_ai",
        ["openrouter.ai"] = "openrouter",
        ["api.together.xyz"] = "together_ai",
        ["api.together.ai"] = "together_ai",
        ["api.fireworks.ai"] = "fireworks_ai",
        ["api.cerebras.ai"] = "cerebras",
        ["api.deepinfra.com"] = "deepinfra",
        ["api.sambanova.ai"] = "sambanova",
        ["api.novita.ai"] = "novita",
        ["api.studio.nebius.com"] = "nebius",
        ["api.studio.nebius.ai"] = "nebius",
        ["api.tokenfactory.nebius.com"] = "nebius",
        ["api.hyperbolic.xyz"] = "hyperbolic",
        ["api.replicate.com"] = "replicate",
        ["api.cloudflare.com"] = "cloudflare",
        ["router.huggingface.co"] = "huggingface",
        ["api-inference.huggingface.co"] = "huggingface",
        ["integrate.api.nvidia.com"] = "nvidia_nim",
        ["models.github.ai"] = "github",
        ["models.inference.ai.azure.com"] = "github",
        ["ai-gateway.vercel.sh"] = "vercel_ai_gateway",
        ["oai.endpoints.kepler.ai.cloud.ovh.net"] = "ovhcloud",
        ["api.avian.io"] = "avian",
        ["api.doubleword.ai"] = "doubleword",
        ["api.minimax.io"] = "minimax",
        ["api.minimaxi.com"] = "minimax",
        ["dashscope.aliyuncs.com"] = "alibaba_cloud",
        ["dashscope-intl.aliyuncs.com"] = "alibaba_cloud",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly (string End, string Provider)[] s_domains =
    [
        (".openai.azure.com", "azure.ai.openai"), (".cognitiveservices.azure.com", "azure.ai.openai"),
        (".services.ai.azure.com", "azure.ai.inference"), (".models.ai.azure.com", "azure.ai.inference"),
        (".api.openai.com", "openai"), ("-aiplatform.googleapis.com", "gcp.vertex_ai"),
        (".endpoints.huggingface.cloud", "huggingface"), (".api.cognitive.microsoft.com", "azure.ai.openai"),
        (".maas.aliyuncs.com", "alibaba_cloud"),
    ];

    private static readonly string[] s_ownDomains =
        [".local", ".localhost", ".internal", ".lan", ".home", ".home.arpa", ".svc", ".cluster.local", ".test"];

    /// <summary>
    /// The provider in OpenTelemetry's words, <see cref="SelfHosted"/> for a local address, else null: a stranger's.
    /// </summary>
    public static string? Of(Uri address)
    {
        var host = address.Host.Trim('[', ']').TrimEnd('.');
        if (s_hosts.TryGetValue(host, out var known))
        {
            var server = known == "huggingface" ? address.AbsolutePath.Trim('/').Split('/')[0] : "";
            return server.Length > 0 && server is not ("v1" or "models")
                ? Dashboard.Pricing.Matching.ProviderNames.AtHuggingFace(server)
                : known;
        }

        foreach (var (end, provider) in s_domains)
        {
            if (host.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        return host.StartsWith("bedrock-runtime", StringComparison.OrdinalIgnoreCase) ? "aws.bedrock"
            : IsLocal(host) ? SelfHosted
            : null;
    }

    /// <summary>
    /// Who sold a call: the provider that is named, unless its word only names a client's interface and the address is
    /// that of another company, or a local one that serves a model whose weights anybody may have. A model that only its
    /// maker sells is still the maker's behind a local proxy.
    /// </summary>
    /// <param name="provider">As the call names it; null for nobody.</param>
    /// <param name="model">As the call names it.</param>
    /// <param name="address">Where the call went, with or without scheme and path; null where it is not known.</param>
    public static string? Seller(string? provider, string? model, string? address)
    {
        if (Parse(address) is not { } uri || Of(uri) is not { } company)
        {
            return provider;
        }

        var named = Dashboard.Pricing.Matching.ProviderNames.Canonical(provider);
        if (named is not null && company.StartsWith(named + "_", StringComparison.Ordinal))
        {
            // Hugging Face's address says who serves there.
            return company;
        }

        var isInterface = named is null
            || Dashboard.Pricing.Matching.ProviderNames.KindOf(named) is Dashboard.Pricing.Matching.ProviderKind.Maker or Dashboard.Pricing.Matching.ProviderKind.Relay;
        return !isInterface || company == named ? provider
            : company != SelfHosted || Dashboard.Pricing.Matching.OpenWeights.Are((model ?? "").Trim().ToLowerInvariant()) ? company
            : provider;
    }

    /// <summary>An address out of a text with or without scheme and port; null where it is none.</summary>
    internal static Uri? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2048)
        {
            return null;
        }

        var given = text.Trim();
        if (!given.Contains("://", StringComparison.Ordinal))
        {
            var isHost = given.Contains('.', StringComparison.Ordinal) || given.Contains(':', StringComparison.Ordinal)
                || given.Equals("localhost", StringComparison.OrdinalIgnoreCase);
            if (!isHost)
            {
                return null;
            }

            given = "http://" + (IPAddress.TryParse(given, out var ip) && ip.ToString().Contains(':', StringComparison.Ordinal)
                ? $"[{ip}]" : given);
        }

        return Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address : null;
    }

    // A name without a dot is one of a machine or container on the same network.
    private static bool IsLocal(string host) => IPAddress.TryParse(host, out var ip)
        ? IsLocal(ip)
        : !host.Contains('.', StringComparison.Ordinal)
            || Array.Exists(s_ownDomains, end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool IsLocal(IPAddress ip)
    {
        var address = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal)
        {
            return true;
        }

        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 && bytes switch
        {
            [0 or 10, ..] or [192, 168, ..] or [169, 254, ..] => true,
            [172, >= 16 and <= 31, ..] => true,
            [100, >= 64 and <= 127, ..] => true,
            _ => false,
        };
    }
}

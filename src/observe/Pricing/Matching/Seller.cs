namespace Dashboard.Pricing.Matching;

/// <summary>Who sold a call and under which name: whose rows may price it.</summary>
/// <param name="Provider">The canonical word; null where nobody is named.</param>
/// <param name="Model">The name in lower case.</param>
internal readonly record struct Seller(string? Provider, string Model)
{
    private const string HuggingFace = "huggingface";

    /// <summary>Whether the company that made the model may price it where the provider has no row of its own.</summary>
    public bool MayUseMaker => Kind switch
    {
        ProviderKind.Host => false,
        ProviderKind.Cloud or ProviderKind.Unknown => !OpenWeights.Are(Model),
        // Who is not named at all may be anybody; with an organisation before it, it is a file that anybody serves.
        ProviderKind.Relay => !OpenWeights.Are(Model) || !Model.Contains('/', StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>Whether any price will do on which all who list the model agree.</summary>
    public bool MayUseAny => Kind == ProviderKind.Relay;

    /// <summary>The other door of the same company, whose prices hold as well.</summary>
    public string? Sibling => Provider switch
    {
        "gcp.vertex_ai" or "gcp.gen_ai" => "gcp.gemini",
        "gcp.gemini" => "gcp.vertex_ai",
        "azure.ai.openai" => "azure.ai.inference",
        "azure.ai.inference" => "azure.ai.openai",
        _ => null,
    };

    private ProviderKind Kind => Provider is null ? ProviderKind.Relay : ProviderNames.KindOf(Provider);

    /// <param name="provider">As the call says it.</param>
    /// <param name="model">As the call says it.</param>
    public static Seller Of(string? provider, string model)
    {
        var name = model.Trim().ToLowerInvariant();
        var canonical = ProviderNames.Canonical(provider);
        return canonical switch
        {
            HuggingFace => AtHuggingFace(name),
            null => Named(null, name),
            _ when ProviderNames.KindOf(canonical) is not (ProviderKind.Host or ProviderKind.Cloud) =>
                Named(canonical, name),
            _ => new Seller(canonical, name),
        };
    }

    // "groq/llama-3.3-70b-versatile" by the client of another company: the name says who answers.
    private static Seller Named(string? canonical, string name)
    {
        if (ModelNames.ProviderBefore(name) is not { } word)
        {
            return new Seller(canonical, name);
        }

        var said = ProviderNames.Canonical(word)!;
        return said == HuggingFace ? AtHuggingFace(name[(word.Length + 1)..])
            : ProviderNames.KindOf(said) is ProviderKind.Host or ProviderKind.Cloud ? new Seller(said, name)
            : new Seller(canonical, name);
    }

    // "openai/gpt-oss-120b:groq" and, in LiteLLM's words, "huggingface/groq/openai/gpt-oss-120b".
    private static Seller AtHuggingFace(string name)
    {
        var own = name.StartsWith(HuggingFace + "/", StringComparison.Ordinal) ? name[(HuggingFace.Length + 1)..] : name;
        var colon = own.LastIndexOf(':');
        if (colon > 0 && colon < own.Length - 1 && own.IndexOf('/', colon) < 0)
        {
            return new Seller(ProviderNames.AtHuggingFace(own[(colon + 1)..]), own[..colon]);
        }

        var parts = own.Split('/');
        return parts.Length > 2
            ? new Seller(ProviderNames.AtHuggingFace(parts[0]), own[(parts[0].Length + 1)..])
            : new Seller(HuggingFace, own);
    }
}

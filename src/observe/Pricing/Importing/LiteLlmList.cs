using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing.Matching;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// LiteLLM's <c>model_prices_and_context_window.json</c>: US dollars per single token, by model.
/// <code>
/// {"sample_spec":{...},
///  "gemini/gemini-2.5-pro":{"litellm_provider":"gemini","mode":"chat","input_cost_per_token":1.25e-06,
///    "input_cost_per_token_above_200k_tokens":2.5e-06,"output_cost_per_token":"1e-05",...}}
/// </code>
/// A key without <c>provider/</c> is the maker's own. A price of zero for everything is not taken: it stands for "not
/// known"
/// as often as for "free", and a call must never cost nothing by mistake.
/// </summary>
internal sealed class LiteLlmList(DateTimeOffset effectiveFrom)
{
    public const string Format = "litellm";

    private const decimal TokensPerMillion = 1_000_000m;
    private const decimal SearchesPerPrice = 1_000m;

    // Low, medium and high.
    private const int SearchSizes = 3;
    private readonly Dictionary<(string, string), ModelPrice> _prices = [];
    private readonly List<ModelNote> _skipped = [];
    private readonly List<ModelNote> _leftOut = [];

    public PriceImport Read(JsonElement json)
    {
        // Keys without provider first, so that of two entries for one model the maker's is taken.
        foreach (var entry in json.EnumerateObject()
            .OrderBy(entry => entry.Name.Contains('/', StringComparison.Ordinal)))
        {
            if (entry.Name != "sample_spec")
            {
                Read(entry.Name, entry.Value);
            }
        }

        return new PriceImport(Format, [.. DataZones.WithoutDates(_prices.Values)], _skipped, _leftOut);
    }

    private void Read(string key, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || Provider(entry) is not { } provider)
        {
            Skip(key, "it has no litellm_provider");
            return;
        }

        var model = ModelOf(key, provider);
        if (!PriceLimits.IsName(model) || !PriceLimits.IsName(provider))
        {
            Skip(key, "its name or provider is empty, too long or has control characters");
            return;
        }

        var table = new RateTable();
        var unread = new List<string>();
        foreach (var field in entry.EnumerateObject().Where(field => LiteLlmField.IsMoney(field.Name)))
        {
            Read(field, provider, Makes(entry), table, unread);
        }

        UseCacheHit(entry, table, unread);
        UseSearches(entry, table, unread);
        if (Refusal(table, unread) is { } reason)
        {
            Skip(key, reason);
            return;
        }

        Add(key, new ModelPrice
        {
            Provider = provider,
            Model = model,
            ByMaker = !key.Contains('/', StringComparison.Ordinal),
            EffectiveFrom = effectiveFrom,
            Rates = table.Rates(),
            Tiers = table.Tiers(),
            ServiceTiers = table.ServiceTiers(),
            Source = SourceOf(entry),
        });
        if (unread.Count > 0)
        {
            _leftOut.Add(new ModelNote(key, "neither per token nor per image: " + string.Join(", ", unread)));
        }
    }

    private static void Read(JsonProperty field, string provider, bool makesImages, RateTable table, List<string> unread)
    {
        if (field.Value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (LiteLlmField.Parse(field.Name) is { } name
            && ListedMoney.Read(field.Value, name.Bucket.IsPerImage() ? 1 : TokensPerMillion) is { } price)
        {
            var bucket = makesImages && name.Bucket == TokenBucket.InputImages ? TokenBucket.OutputImages : name.Bucket;
            // xAI's tiers begin at the threshold, all others above it.
            var above = provider == "x_ai" ? name.AboveInputTokens - 1 : name.AboveInputTokens;
            table.Add(name.ServiceTier, above, bucket, price);
        }
        else if (!IsZero(field.Value))
        {
            unread.Add(field.Name);
        }
    }

    // Older entries of models that make images, such as dall-e-3, list the price of an image made as that of an input.
    private static bool Makes(JsonElement entry) =>
        entry.TryGetProperty("mode", out var mode) && mode.ValueKind == JsonValueKind.String
        && mode.GetString() == "image_generation" && !entry.TryGetProperty("output_cost_per_image", out _);

    // DeepSeek's older name of the cache-read price.
    private static void UseCacheHit(JsonElement entry, RateTable table, List<string> unread)
    {
        const string Name = "input_cost_per_token_cache_hit";
        if (unread.Remove(Name) && !entry.TryGetProperty("cache_read_input_token_cost", out _))
        {
            if (ListedMoney.Read(entry.GetProperty(Name), TokensPerMillion) is { } price)
            {
                table.Add(null, null, TokenBucket.CacheRead, price);
            }
            else
            {
                unread.Add(Name);
            }
        }
    }

    // A search costs the same whatever it reads, or it depends on what no call says.
    private static void UseSearches(JsonElement entry, RateTable table, List<string> unread)
    {
        const string Name = "search_context_cost_per_query";
        if (!unread.Contains(Name) || entry.GetProperty(Name) is not { ValueKind: JsonValueKind.Object } sizes)
        {
            return;
        }

        var prices = sizes.EnumerateObject().Select(size => ListedMoney.Read(size.Value, SearchesPerPrice)).ToList();
        if (prices.Count == SearchSizes && prices[0] is { } price && prices.TrueForAll(other => other == price))
        {
            unread.Remove(Name);
            table.Add(null, null, TokenBucket.WebSearches, price);
        }
    }

    private static string? Refusal(RateTable table, List<string> unread) => (table, unread) switch
    {
        ({ HasBase: true, CostsAnything: true }, _) => null,
        (_, { Count: > 0 }) => "no price per token or image, only " + string.Join(", ", unread),
        ({ HasBase: true }, _) => "every price is zero; if it is free, set it with POST /api/prices",
        ({ IsEmpty: false }, _) => "it has prices for tiers or classes only",
        _ => "it has no price",
    };

    private void Add(string key, ModelPrice price)
    {
        var id = (price.Provider!, price.Model);
        if (!_prices.TryAdd(id, price) && !price.CostsTheSameAs(_prices[id]))
        {
            Skip(key, $"another entry of the list has the same model at {price.Provider} with another price");
        }
    }

    private void Skip(string key, string reason) => _skipped.Add(new ModelNote(key, reason));

    // "vertex_ai-language-models" and the like are Vertex AI.
    private static string? Provider(JsonElement entry)
    {
        var word = entry.TryGetProperty("litellm_provider", out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
        return ProviderNames.Canonical(
            word is not null && word.StartsWith("vertex_ai-", StringComparison.Ordinal) ? "vertex_ai" : word);
    }

    private static string ModelOf(string key, string provider)
    {
        var name = key.Trim().ToLowerInvariant();
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && ProviderNames.IsKnown(name[..slash]) && ProviderNames.Canonical(name[..slash]) == provider
            ? name[(slash + 1)..]
            : name;
    }

    private static string? SourceOf(JsonElement entry) =>
        entry.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String
            && source.GetString() is { } text && !text.Any(char.IsControl)
                ? text
                : null;

    private static bool IsZero(JsonElement value) => ListedMoney.Read(value, 1) == 0;
}

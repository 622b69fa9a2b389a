using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing.Matching;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// genai-prices' <c>data_slim.json</c> (also its full <c>data.json</c>): US dollars per million tokens, by provider.
/// <code>
/// [{"id":"openai","pricing_urls":["https://..."],"model_match":{...},"models":[
///   {"id":"gpt-4o-mini","match":{"or":[{"equals":"gpt-4o-mini"},...]},
///    "prices":{"input_mtok":0.15,"cache_read_mtok":0.075,"output_mtok":0.6}}]}]
/// </code>
/// A price may be <c>{"base":2,"tiers":[{"start":200000,"price":4}]}</c>; <c>prices</c> may be an array: see
/// <see cref="GenAiPrices"/>.
/// </summary>
internal sealed class GenAiPricesList(DateTimeOffset effectiveFrom)
{
    public const string Format = "genai-prices";

    private static readonly TokenRates s_free = new() { Input = 0, Output = 0 };

    private readonly Dictionary<(string, string), string> _seen = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _shadows = [];
    private readonly List<ModelPrice> _prices = [];
    private readonly List<ModelNote> _skipped = [];
    private readonly List<ModelNote> _leftOut = [];

    public static bool IsProvider(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
        && item.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Array;

    public PriceImport Read(JsonElement json)
    {
        foreach (var provider in json.EnumerateArray())
        {
            if (!IsProvider(provider))
            {
                throw new PriceListException(
                    "Every item of genai-prices' list must have a string 'id' and an array 'models'.");
            }

            var makes = provider.TryGetProperty("model_match", out var made) ? NameRule.Of(made, []) : null;
            foreach (var model in provider.GetProperty("models").EnumerateArray())
            {
                Read(provider, model, makes);
            }
        }

        return new PriceImport(Format, _prices, _skipped, _leftOut);
    }

    private void Read(JsonElement provider, JsonElement model, NameRule? makes)
    {
        var providerId = provider.GetProperty("id").GetString()!;
        var id = model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id", out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var name = $"{providerId}/{id}";
        if (!PriceLimits.IsName(id) || !PriceLimits.IsName(providerId)
            || !model.TryGetProperty("prices", out var prices))
        {
            _skipped.Add(new ModelNote(name, "it has no valid 'id' or no 'prices'"));
            return;
        }

        var isOwn = makes?.Holds(id.ToLowerInvariant()) == true;
        var canonical = Seller(providerId, isOwn);
        if (!_seen.TryAdd((canonical, id.ToLowerInvariant()), name))
        {
            _skipped.Add(new ModelNote(name, "the list has the model twice"));
            return;
        }

        var shadows = _shadows.TryGetValue(canonical, out var before) ? before : [];
        var match = GenAiMatch.Read(id, model, shadows);
        var blank = new ModelPrice
        {
            Provider = canonical,
            Model = id.ToLowerInvariant(),
            Aliases = match.Aliases,
            Match = match.Rule,
            ByMaker = isOwn,
            Rates = new TokenRates(),
            Source = Source(provider),
        };
        if (!Read(name, blank, prices, match.Unread) && match.Rule is { } rule)
        {
            // Its names must not fall to a model behind it.
            _shadows[canonical] = [.. shadows, rule];
        }
    }

    // Google sells Claude by Vertex AI alone.
    private static string Seller(string providerId, bool isOwn) =>
        ProviderNames.Canonical(providerId) is { } canonical && (canonical != "gcp.gemini" || isOwn)
            ? canonical
            : "gcp.vertex_ai";

    private bool Read(string name, ModelPrice blank, JsonElement prices, IReadOnlyList<string> unmatched)
    {
        var unread = new List<string>(unmatched);
        var dated = GenAiPrices.Read(prices, blank, unread, out var refusal);
        if (refusal is not null && IsFree(blank.Model, prices))
        {
            (dated, refusal) = ([(DateTimeOffset.MinValue, blank with { Rates = s_free })], null);
        }

        if (refusal is not null)
        {
            _skipped.Add(new ModelNote(name, refusal));
            return false;
        }

        Add(dated);
        if (unread.Count > 0)
        {
            _leftOut.Add(new ModelNote(name, string.Join(", ", unread.Distinct())));
        }

        return true;
    }

    // Zero stands for "not known" as often as for "free"; this name says which it is.
    private static bool IsFree(string model, JsonElement prices) =>
        model.EndsWith(":free", StringComparison.Ordinal) && prices.ValueKind == JsonValueKind.Object
        && !GenAiRates.Read(prices, []).CostsAnything;

    // Nothing before the import's own date changes: what began earlier begins with the import.
    private void Add(IReadOnlyList<(DateTimeOffset From, ModelPrice Price)> dated)
    {
        var rising = dated.OrderBy(item => item.From).ToArray();
        for (var i = 0; i < rising.Length; i++)
        {
            var isOver = i + 1 < rising.Length && rising[i + 1].From <= effectiveFrom;
            if (!isOver)
            {
                var from = rising[i].From > effectiveFrom ? rising[i].From : effectiveFrom;
                _prices.Add(rising[i].Price with { EffectiveFrom = from });
            }
        }
    }

    private static string? Source(JsonElement provider) =>
        provider.TryGetProperty("pricing_urls", out var urls) && urls.ValueKind == JsonValueKind.Array
            && urls.GetArrayLength() > 0 && urls[0].ValueKind == JsonValueKind.String
            && urls[0].GetString() is { } text && !text.Any(char.IsControl)
                ? text
                : null;
}

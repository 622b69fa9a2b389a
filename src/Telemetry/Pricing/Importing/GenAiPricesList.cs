using System.Globalization;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry.Pricing.Matching;

namespace Dashboard.Telemetry.Pricing.Importing;

/// <summary>
/// genai-prices' <c>data_slim.json</c> (also its full <c>data.json</c>): US dollars per million tokens, by provider.
/// <code>
/// [{"id":"openai","pricing_urls":["https://..."],"model_match":{...},"models":[
///   {"id":"gpt-4o-mini","match":{"or":[{"equals":"gpt-4o-mini"},...]},
///    "prices":{"input_mtok":0.15,"cache_read_mtok":0.075,"output_mtok":0.6}}]}]
/// </code>
/// A price may be <c>{"base":2,"tiers":[{"start":200000,"price":4}]}</c>; <c>prices</c> may be an array in which later
/// items
/// hold from their <c>constraint.start_date</c> on.
/// </summary>
internal sealed class GenAiPricesList(DateTimeOffset effectiveFrom)
{
    public const string Format = "genai-prices";

    private readonly Dictionary<(string, string), string> _seen = [];
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

            foreach (var model in provider.GetProperty("models").EnumerateArray())
            {
                Read(provider, model);
            }
        }

        return new PriceImport(Format, _prices, _skipped, _leftOut);
    }

    private void Read(JsonElement provider, JsonElement model)
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

        var match = GenAiMatch.Read(id, model);
        var canonical = ProviderNames.Canonical(providerId)!;
        if (!_seen.TryAdd((canonical, id.ToLowerInvariant()), name))
        {
            _skipped.Add(new ModelNote(name, "the list has the model twice"));
            return;
        }

        var blank = new ModelPrice
        {
            Provider = canonical,
            Model = id.ToLowerInvariant(),
            Aliases = match.Aliases,
            ByMaker = provider.TryGetProperty("model_match", out var made)
                && GenAiMatch.Holds(made, id.ToLowerInvariant()),
            Rates = new TokenRates(),
            Source = Source(provider),
        };
        Read(name, blank, prices, match.Unread);
    }

    private void Read(string name, ModelPrice blank, JsonElement prices, IReadOnlyList<string> unmatched)
    {
        var unread = new List<string>(unmatched);
        var dated = new List<(DateTimeOffset From, ModelPrice Price)>();
        foreach (var (constraint, item) in Dated(prices))
        {
            if (StartOf(constraint) is not { } start)
            {
                _skipped.Add(new ModelNote(name, "its price depends on the time of day"));
                return;
            }

            var table = GenAiRates.Read(item, unread);
            if (!table.HasBase || !table.CostsAnything)
            {
                _skipped.Add(new ModelNote(name, table.IsEmpty
                    ? "no price per token"
                    : "every price is zero; if it is free, set it with POST /api/prices"));
                return;
            }

            dated.Add((start, blank with { Rates = table.Rates(), Tiers = table.Tiers() }));
        }

        if (dated.Count == 0)
        {
            _skipped.Add(new ModelNote(name, "no price per token"));
            return;
        }

        Add(dated);
        if (unread.Count > 0)
        {
            _leftOut.Add(new ModelNote(name, string.Join(", ", unread.Distinct())));
        }
    }

    // Nothing before the import's own date changes: what began earlier begins with the import.
    private void Add(List<(DateTimeOffset From, ModelPrice Price)> dated)
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

    private static IEnumerable<(JsonElement? Constraint, JsonElement Prices)> Dated(JsonElement prices)
    {
        if (prices.ValueKind != JsonValueKind.Array)
        {
            return [(null, prices)];
        }

        return prices.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("prices", out _))
            .Select(item => (
                item.TryGetProperty("constraint", out var constraint) ? constraint : (JsonElement?)null,
                item.GetProperty("prices")));
    }

    private static DateTimeOffset? StartOf(JsonElement? constraint)
    {
        if (constraint is not { ValueKind: JsonValueKind.Object } given)
        {
            return DateTimeOffset.MinValue;
        }

        return given.EnumerateObject().Count() == 1
            && given.TryGetProperty("start_date", out var date) && date.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParseExact(
                date.GetString(),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var start)
                ? start
                : null;
    }

    private static string? Source(JsonElement provider) =>
        provider.TryGetProperty("pricing_urls", out var urls) && urls.ValueKind == JsonValueKind.Array
            && urls.GetArrayLength() > 0 && urls[0].ValueKind == JsonValueKind.String
            && urls[0].GetString() is { } text && !text.Any(char.IsControl)
                ? text
                : null;
}

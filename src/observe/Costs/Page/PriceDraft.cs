using System.Globalization;
using Dashboard.Costs.Unpriced;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Pricing.Api;
using Dashboard.Pricing.Matching;

namespace Dashboard.Costs.Page;

/// <summary>A price as it is typed: US dollars per million tokens, empty where nothing is listed.</summary>
internal sealed class PriceDraft
{
    private const string Plain = "0.############";

    public string? Input { get; set; }

    public string? CacheRead { get; set; }

    public string? CacheWrite { get; set; }

    public string? Output { get; set; }

    public string? Source { get; set; }

    /// <summary>The rates of a listed price, to be checked by whoever saves them.</summary>
    public static PriceDraft Of(PriceSuggestion? suggestion)
    {
        var rates = suggestion?.Row.Price.Rates;
        return new PriceDraft
        {
            Input = Text(rates?.Input),
            CacheRead = Text(rates?.CacheRead),
            CacheWrite = Text(rates?.CacheWrite),
            Output = Text(rates?.Output),
            Source = suggestion?.Row.Price.Source,
        };
    }

    /// <summary>
    /// The price for a model's calls from the first unpriced one on; null and what to change, by field, where it is
    /// none.
    /// </summary>
    public ModelPrice? ToPrice(UnpricedModel model, out IReadOnlyDictionary<string, string[]> faults)
    {
        var found = new Dictionary<string, string[]>();
        var rates = new TokenRates
        {
            Input = Money(Input, "input", "Input", found),
            CacheRead = Money(CacheRead, "cache_read", "Cache read", found),
            CacheWrite = Money(CacheWrite, "cache_write", "Cache write", found),
            Output = Money(Output, "output", "Output", found),
        };
        foreach (var (field, rate) in new[] { ("input", rates.Input), ("output", rates.Output) })
        {
            if (rate is null)
            {
                found.TryAdd(field, ["Give the price of input and of output; 0 where it costs nothing."]);
            }
        }

        if (model.Model is not { } name || !PriceLimits.IsName(name.Trim()))
        {
            found["model"] = ["The calls name no model that a price could have."];
        }

        faults = found;
        return found.Count > 0 ? null : new ModelPrice
        {
            Provider = ProviderNames.Canonical(model.Provider),
            Model = model.Model!.Trim().ToLowerInvariant(),
            EffectiveFrom = EffectiveDate.Microseconds(model.First),
            Rates = rates,
            Source = string.IsNullOrWhiteSpace(Source) ? null : Source.Trim(),
        };
    }

    private static decimal? Money(
        string? text, string field, string name, Dictionary<string, string[]> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var trimmed = text.Trim();
        var point = trimmed.IndexOf('.', StringComparison.Ordinal);
        if ((point < 0 || trimmed.Length - point - 1 <= PriceLimits.MostDecimals)
            && decimal.TryParse(trimmed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)
            && money <= PriceLimits.MostPerMillion)
        {
            return money;
        }

        faults[field] = [$"{name} must be a decimal number of US dollars per million tokens, such as 0.15."];
        return null;
    }

    private static string? Text(decimal? price) => price?.ToString(Plain, CultureInfo.InvariantCulture);
}

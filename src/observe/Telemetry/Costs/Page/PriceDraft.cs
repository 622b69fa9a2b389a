using System.Globalization;
using Dashboard.Events;
using Dashboard.Telemetry.Costs.Unpriced;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Pricing.Api;
using Dashboard.Telemetry.Pricing.Matching;

namespace Dashboard.Telemetry.Costs.Page;

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
    /// The price for a model's calls from the first unpriced one on; null and what to change where it is none.
    /// </summary>
    public ModelPrice? ToPrice(UnpricedModel model, out string? fault)
    {
        var faults = new List<string>();
        var rates = new TokenRates
        {
            Input = Money(Input, "Input", faults),
            CacheRead = Money(CacheRead, "Cache read", faults),
            CacheWrite = Money(CacheWrite, "Cache write", faults),
            Output = Money(Output, "Output", faults),
        };
        if (faults.Count == 0 && rates is { Input: null } or { Output: null })
        {
            faults.Add("Give the price of input and of output; 0 where it costs nothing.");
        }

        if (model.Model is not { } name || !PriceLimits.IsName(name.Trim()))
        {
            faults.Add("The calls name no model that a price could have.");
        }

        fault = faults.Count == 0 ? null : string.Join(' ', faults);
        return fault is not null ? null : new ModelPrice
        {
            Provider = ProviderNames.Canonical(model.Provider),
            Model = model.Model!.Trim().ToLowerInvariant(),
            EffectiveFrom = EffectiveDate.Microseconds(model.First),
            Rates = rates,
            Source = string.IsNullOrWhiteSpace(Source) ? null : Source.Trim(),
        };
    }

    private static decimal? Money(string? text, string name, List<string> faults)
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

        faults.Add($"{name} must be a decimal number of US dollars per million tokens, such as 0.15.");
        return null;
    }

    private static string? Text(decimal? price) => price?.ToString(Plain, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Events;
using Dashboard.Texts;

namespace Dashboard.Pricing.Api;

/// <summary>
/// A price row as the public interface shows it: money as decimal strings in US dollars per million tokens, per image, or
/// per thousand searches or requests.
/// </summary>
internal static class PriceBody
{
    public const string Suffix = "_per_million";

    // As many decimals as a decimal can have, none that is not needed, no exponent.
    private const string Plain = "0.############################";

    /// <summary>
    /// The fields of the request, and <c>match</c> (the rule by which a list knows the model), <c>id</c>, <c>layer</c> (<c>built_in</c>, <c>imported</c>, <c>set</c>),
    /// <c>checked_on</c>, <c>recorded_at</c>, <c>actor</c>. Prices that are not listed are left out.
    /// </summary>
    public static JsonObject Of(PriceRow row)
    {
        var price = row.Price;
        var body = new JsonObject
        {
            ["id"] = row.Id,
            ["layer"] = row.Layer switch
            {
                PriceLayer.BuiltIn => "built_in",
                PriceLayer.Imported => "imported",
                _ => "set",
            },
            ["provider"] = price.Provider,
            ["model"] = price.Model,
            ["aliases"] = new JsonArray([.. price.Aliases.Select(alias => JsonValue.Create(alias))]),
            ["match"] = price.Match is { } match ? LenientJson.ParseNode(match) : null,
            ["effective_from"] = price.EffectiveFrom is { } from ? Rfc3339.Of(from) : null,
        };
        Add(body, price.Rates);
        body["tiers"] = Tiers(price.Tiers);
        body["times_of_day"] = new JsonArray([.. price.TimesOfDay.Select(TimeOfDay)]);
        body["service_tiers"] = new JsonArray([.. price.ServiceTiers.Select(ServiceTier)]);
        body["source"] = price.Source;
        body["checked_on"] = price.CheckedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        body["recorded_at"] = row.RecordedAt is { } at ? Rfc3339.Of(at) : null;
        body["actor"] = row.Actor;
        return body;
    }

    private static JsonObject TimeOfDay(TimeOfDayPrice hours)
    {
        var body = new JsonObject
        {
            ["from"] = hours.From.ToString(PriceReader.TimeFormat, CultureInfo.InvariantCulture),
            ["until"] = hours.Until.ToString(PriceReader.TimeFormat, CultureInfo.InvariantCulture),
        };
        Add(body, hours.Rates);
        body["tiers"] = Tiers(hours.Tiers);
        return body;
    }

    private static JsonObject ServiceTier(ServiceTierPrice tier)
    {
        var body = new JsonObject { ["name"] = tier.Name };
        Add(body, tier.Rates);
        body["tiers"] = Tiers(tier.Tiers);
        return body;
    }

    private static JsonArray Tiers(IReadOnlyList<PriceTier> tiers) => new([.. tiers.Select(tier =>
    {
        var body = new JsonObject { ["above_input_tokens"] = tier.AboveInputTokens };
        Add(body, tier.Rates);
        return body;
    })]);

    private static void Add(JsonObject body, TokenRates rates)
    {
        foreach (var bucket in TokenBuckets.All)
        {
            if (bucket.Listed(rates) is { } price)
            {
                body[bucket.PriceField(Suffix)] = price.ToString(Plain, CultureInfo.InvariantCulture);
            }
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.HttpApi;

namespace Dashboard.Pricing;

/// <summary>
/// Reads one price from JSON with money as decimal strings, and gathers everything that is wrong with it:
/// <code>
/// {"provider":"openai","model":"gpt-4o-mini","input_per_million":"0.15","output_per_million":"0.6",
///  "tiers":[{"above_input_tokens":200000,"input_per_million":"0.3"}],
///  "times_of_day":[{"from":"16:30:00","until":"00:30:00","input_per_million":"0.1"}],
///  "service_tiers":[{"name":"batch","input_per_million":"0.075"}]}
/// </code>
/// </summary>
/// <param name="suffix">What follows a bucket's name in the name of its price.</param>
/// <param name="otherFields">Fields beside those of the price that may be there.</param>
internal sealed class PriceReader(string suffix, params string[] otherFields)
{
    /// <summary>How a time of day in UTC is written.</summary>
    public const string TimeFormat = "HH:mm:ss";

    private static readonly string[] s_rowFields =
        ["provider", "model", "aliases", "tiers", "times_of_day", "service_tiers", "source"];
    /// <summary>What has to be changed; nothing after a good price.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>The price, or null and at least one fault.</summary>
    public ModelPrice? Read(JsonElement json)
    {
        if (!IsObject(json, "", [.. s_rowFields, .. otherFields]))
        {
            return null;
        }

        var price = new ModelPrice
        {
            Provider = Dashboard.Pricing.Matching.ProviderNames.Canonical(Text(json, "provider", PriceLimits.LongestName)),
            Model = Name(Text(json, "model", PriceLimits.LongestName)) ?? "",
            Aliases = Aliases(json),
            Rates = Rates(json, ""),
            Tiers = Tiers(json, ""),
            TimesOfDay = TimesOfDay(json),
            ServiceTiers = ServiceTiers(json),
            Source = Text(json, "source", 500),
        };
        if (price.Model.Length == 0)
        {
            Errors.Add("model", "'model' must name the model, such as \"gpt-4o-mini\".");
        }

        if (price.Rates is
            {
                Input: null, Output: null, AudioInput: null, ImageInput: null, ImageOutput: null,
                PerInputImage: null, PerOutputImage: null
            })
        {
            Errors.Add("input" + suffix, $"Give at least 'input{suffix}' or 'output{suffix}'.");
        }

        return Errors.Count == 0 ? price : null;
    }

    /// <inheritdoc cref="JsonBody.Line"/>
    public string? Text(JsonElement json, string field, int longest) => JsonBody.Line(json, field, longest, Errors);

    private static string? Name(string? text) => text?.ToLowerInvariant();

    private List<string> Aliases(JsonElement json)
    {
        var names = new List<string>();
        foreach (var item in Array(json, "aliases", ""))
        {
            if (item.ValueKind == JsonValueKind.String && Name(item.GetString()!.Trim()) is { } name
                && PriceLimits.IsName(name))
            {
                names.Add(name);
            }
            else
            {
                Errors.Add("aliases", "'aliases' must be an array of other names of the model.");
            }
        }

        return names;
    }

    private List<PriceTier> Tiers(JsonElement json, string path)
    {
        var tiers = new List<PriceTier>();
        foreach (var item in Array(json, "tiers", path))
        {
            var here = $"{path}tiers[{tiers.Count}].";
            IsObject(item, here, ["above_input_tokens"]);
            var above = item.ValueKind == JsonValueKind.Object
                && item.TryGetProperty("above_input_tokens", out var number)
                && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var parsed) ? parsed : 0;
            if (above < 1 || (tiers.Count > 0 && above <= tiers[^1].AboveInputTokens))
            {
                Errors.Add(
                    here + "above_input_tokens",
                    $"'{here}above_input_tokens' must be a whole number above 0, rising from tier to tier.");
            }

            tiers.Add(new PriceTier(above, Rates(item, here)));
        }

        return tiers;
    }

    private List<TimeOfDayPrice> TimesOfDay(JsonElement json)
    {
        var hours = new List<TimeOfDayPrice>();
        foreach (var item in Array(json, "times_of_day", ""))
        {
            var here = $"times_of_day[{hours.Count}].";
            IsObject(item, here, ["from", "until", "tiers"]);
            var (from, until) = (Time(item, "from"), Time(item, "until"));
            if (from is null || until is null || from == until)
            {
                Errors.Add(
                    here + "from",
                    $"'{here}from' and 'until' must be two times of day in UTC, such as \"16:30:00\".");
            }

            hours.Add(new TimeOfDayPrice(from ?? default, until ?? default, Rates(item, here), Tiers(item, here)));
        }

        return hours;
    }

    private TimeOnly? Time(JsonElement json, string field) =>
        json.ValueKind == JsonValueKind.Object && Text(json, field, 8) is { } text
        && TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    private List<ServiceTierPrice> ServiceTiers(JsonElement json)
    {
        var tiers = new List<ServiceTierPrice>();
        foreach (var item in Array(json, "service_tiers", ""))
        {
            var here = $"service_tiers[{tiers.Count}].";
            IsObject(item, here, ["name", "tiers"]);
            var name = item.ValueKind == JsonValueKind.Object ? Name(Text(item, "name", 50)) : null;
            if (string.IsNullOrEmpty(name) || tiers.Exists(tier => tier.Name == name))
            {
                Errors.Add(here + "name", $"'{here}name' must name a processing class once, such as \"batch\".");
            }

            tiers.Add(new ServiceTierPrice(name ?? "", Rates(item, here), Tiers(item, here)));
        }

        return tiers;
    }

    private JsonElement.ArrayEnumerator Array(JsonElement json, string field, string path)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(field, out var value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= PriceLimits.MostParts)
        {
            return value.EnumerateArray();
        }

        Errors.Add(path + field, $"'{path}{field}' must be an array of at most {PriceLimits.MostParts} items.");
        return default;
    }

    private TokenRates Rates(JsonElement json, string path) => TokenBuckets.Rates(bucket =>
    {
        var field = bucket.PriceField(suffix);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(field, out var value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && Money(value.GetString()!) is { } money)
        {
            return money;
        }

        Errors.Add(
            path + field,
            $"'{path}{field}' must be a decimal string in US dollars, such as \"0.15\": "
            + $"not negative, at most {PriceLimits.MostPerMillion}, at most {PriceLimits.MostDecimals} decimals.");
        return null;
    });

    private static decimal? Money(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return decimals <= PriceLimits.MostDecimals
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)
            && money <= PriceLimits.MostPerMillion
                ? money
                : null;
    }

    private bool IsObject(JsonElement json, string path, string[] fields) => JsonBody.IsObject(
        json,
        path,
        name => fields.Contains(name) || TokenBuckets.All.Any(bucket => bucket.PriceField(suffix) == name),
        Errors);
}

using System.Globalization;
using System.Text.Json;
using Dashboard.Events;

namespace Dashboard.Pricing.Importing;

/// <summary>
/// The <c>prices</c> of a model in genai-prices' list: an object, or an array of which the last item holds whose
/// <c>constraint</c> does: <c>{"start_date":"2026-09-01"}</c>, or <c>{"start_time":"00:30:00Z","end_time":"16:30:00Z"}</c>
/// for some hours of the day.
/// </summary>
internal static class GenAiPrices
{
    /// <summary>The prices from each date on, the earliest first; empty where nothing has a price that can be kept.</summary>
    /// <param name="prices">The element of the list.</param>
    /// <param name="blank">What the rows have in common.</param>
    /// <param name="unread">Gets the fields that were left out.</param>
    /// <param name="refusal">Why there is none; null where there is one.</param>
    public static IReadOnlyList<(DateTimeOffset From, ModelPrice Price)> Read(
        JsonElement prices, ModelPrice blank, List<string> unread, out string? refusal)
    {
        var items = Items(prices).Select(item => (item.When, Table: GenAiRates.Read(item.Prices, unread))).ToList();
        refusal = Refusal(items);
        if (refusal is not null)
        {
            return [];
        }

        return
        [
            .. items.Select(item => item.When!.From ?? DateTimeOffset.MinValue).Append(DateTimeOffset.MinValue)
                .Distinct()
                .Order()
                .Select(from => (from, At(from, items, blank))),
        ];
    }

    // The last item that holds decides; hours that stand behind it hold before it, the last of them first.
    private static ModelPrice At(
        DateTimeOffset from, List<(Condition? When, RateTable Table)> items, ModelPrice blank)
    {
        var at = Math.Max(0, items.FindLastIndex(item => item.When!.Hours is null && item.When.Begins(from)));
        return blank with
        {
            Rates = items[at].Table.Rates(),
            Tiers = items[at].Table.Tiers(),
            TimesOfDay =
            [
                .. items.Skip(at + 1)
                    .Where(item => item.When!.Hours is not null && item.When.Begins(from))
                    .Reverse()
                    .Select(item => new TimeOfDayPrice(
                        item.When!.Hours!.Value.From, item.When.Hours.Value.Until, item.Table.Rates(),
                        item.Table.Tiers())),
            ],
        };
    }

    private static string? Refusal(List<(Condition? When, RateTable Table)> items) => items switch
    {
        [] => "no price per token",
        _ when items.Exists(item => item.When is null) => "its price has a condition that is not known",
        _ when items.Exists(item => !item.Table.HasBase) => items.TrueForAll(item => item.Table.IsEmpty)
            ? "no price per token"
            : "it has prices for tiers only",
        _ when !items.Exists(item => item.Table.CostsAnything) =>
            "every price is zero; if it is free, set it with POST /api/prices",
        _ => null,
    };

    private static IEnumerable<(Condition? When, JsonElement Prices)> Items(JsonElement prices) =>
        prices.ValueKind != JsonValueKind.Array
            ? prices.ValueKind == JsonValueKind.Object ? [(new Condition(null, null), prices)] : []
            : prices.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("prices", out _))
                .Select(item => (
                    ConditionOf(item.TryGetProperty("constraint", out var constraint) ? constraint : null),
                    item.GetProperty("prices")));

    private static Condition? ConditionOf(JsonElement? constraint)
    {
        if (constraint is not { ValueKind: JsonValueKind.Object } given)
        {
            return new Condition(null, null);
        }

        var names = given.EnumerateObject().Select(part => part.Name).Where(name => name != "type").ToHashSet();
        if (names.SetEquals(["start_date"]))
        {
            return Date(given) is { } from ? new Condition(from, null) : null;
        }

        return names.SetEquals(["start_time", "end_time"])
            && Time(given, "start_time") is { } start && Time(given, "end_time") is { } end
                ? new Condition(null, (start, end))
                : null;
    }

    private static DateTimeOffset? Date(JsonElement given) =>
        given.GetProperty("start_date") is { ValueKind: JsonValueKind.String } text
        && DateTimeOffset.TryParseExact(
            text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    // "00:30:00Z", "01:00:00+08:00": a time of day in UTC.
    private static TimeOnly? Time(JsonElement given, string name) =>
        given.GetProperty(name) is { ValueKind: JsonValueKind.String } text
        && DateTimeOffset.TryParse(
            "2000-01-02T" + text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? TimeOnly.FromTimeSpan(time.UtcDateTime.TimeOfDay)
            : null;

    private sealed record Condition(DateTimeOffset? From, (TimeOnly From, TimeOnly Until)? Hours)
    {
        public bool Begins(DateTimeOffset at) => From is not { } from || from <= at;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Pricing.Importing;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests.Importing;

/// <summary>
/// Compares look-ups in the imported public list with genai-prices' own way of matching, written out here: of a
/// provider's models the first whose rule holds for the name in lower case.
/// </summary>
public sealed partial class GenAiOracleTests
{
    private static readonly DateTimeOffset s_november = new(2026, 11, 1, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_model_of_the_public_list_is_found_by_its_own_examples_at_the_oracles_price()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(SharedData.PathOrSkip("data/prices/genai-prices/data_slim.json")));
        var import = PriceLists.Read(json.RootElement, SomePrice.Start);
        var book = new PriceBook(import.Prices.Select((price, i) =>
            new PriceRow($"prices:1:{i}", PriceLayer.Imported, price, i)));
        var (names, wrong) = (0, new List<string>());
        foreach (var provider in json.RootElement.EnumerateArray())
        {
            var id = provider.GetProperty("id").GetString()!;
            var models = provider.GetProperty("models").EnumerateArray().ToList();
            foreach (var name in models.SelectMany(model => Examples(model.GetProperty("match"))).Distinct())
            {
                var first = models.Find(model => Holds(model.GetProperty("match"), name));
                if (first.ValueKind == JsonValueKind.Undefined)
                {
                    continue;
                }

                names++;
                var expected = Input(first.GetProperty("prices"));
                var found = book.Find(id, name, s_november)?.Price;
                if (expected != found?.Rates.Input)
                {
                    wrong.Add($"{id} {name}: {found?.Rates.Input} instead of {expected}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(names > 1_600, $"{names} names");
    }

    // What the last item costs whose condition holds in November 2026 at 20:00: all dates of the list have begun.
    private static decimal? Input(JsonElement prices)
    {
        var last = prices.ValueKind != JsonValueKind.Array
            ? prices
            : prices.EnumerateArray()
                .Last(item => !item.TryGetProperty("constraint", out var given) || given.TryGetProperty("start_date", out _))
                .GetProperty("prices");
        var input = last.TryGetProperty("input_mtok", out var listed) ? listed : (JsonElement?)null;
        return input is { ValueKind: JsonValueKind.Object } tiered ? tiered.GetProperty("base").GetDecimal()
            : input?.GetDecimal();
    }

    private static IEnumerable<string> Examples(JsonElement rule) => rule.EnumerateObject().SelectMany(clause =>
    {
        var text = clause.Value.ValueKind == JsonValueKind.String ? clause.Value.GetString()!.ToLowerInvariant() : "";
        return clause.Name switch
        {
            "equals" => [text],
            "starts_with" => [text, text + "-20260131", text + "-x1"],
            "ends_with" => [text, "acme." + text],
            "contains" => [text, "acme." + text, text + "-v1:0"],
            "regex" => [Digits().Replace(text.Trim('^', '$'), match =>
                new string('1', match.Groups[1].Success ? match.Groups[1].Value[0] - '0' : 1)).Replace("\\", "")],
            _ => clause.Value.EnumerateArray().SelectMany(Examples),
        };
    });

    private static bool Holds(JsonElement rule, string name)
    {
        var clause = rule.EnumerateObject().Single();
        var text = clause.Value.ValueKind == JsonValueKind.String ? clause.Value.GetString()! : "";
        var lower = text.ToLowerInvariant();
        return clause.Name switch
        {
            "equals" => name == lower,
            "starts_with" => name.StartsWith(lower, StringComparison.Ordinal),
            "ends_with" => name.EndsWith(lower, StringComparison.Ordinal),
            "contains" => name.Contains(lower, StringComparison.Ordinal),
            "regex" => Regex.IsMatch(name, text),
            "or" => clause.Value.EnumerateArray().Any(inner => Holds(inner, name)),
            _ => clause.Value.EnumerateArray().All(inner => Holds(inner, name)),
        };
    }

    [GeneratedRegex(@"\\d(?:\{(\d)\})?")]
    private static partial Regex Digits();
}

using System.Text.Json;
using Dashboard.Events;
using Dashboard.Telemetry.Pricing;
using Dashboard.Telemetry.Pricing.Importing;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Telemetry.Tests.Pricing.Importing;

public sealed class GenAiPricesListTests
{
    private static readonly DateTimeOffset s_september = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_model_with_tiers_and_aliases_is_read_whole()
    {
        var price = Assert.Single(Read("""
            {"id":"Long","match":{"or":[{"equals":"long"},{"equals":"long-2026-01-31"},{"starts_with":"lang"}]},
             "prices":{"input_mtok":{"base":2,"tiers":[{"start":200000,"price":4}]},
              "output_mtok":12.50,"cache_write_mtok":0.1}}
            """).Prices);

        Assert.Equal(("mistral_ai", "long", true), (price.Provider, price.Model, price.ByMaker));
        Assert.Equal(["long-2026-01-31", "lang"], price.Aliases);
        Assert.Equal("https://example.org/pricing", price.Source);
        Assert.True(price.CostsTheSameAs(price with
        {
            Rates = new TokenRates { Input = 2m, Output = 12.5m, CacheWrite = 0.1m },
            Tiers = [new PriceTier(200_000, new TokenRates { Input = 4m })],
            ServiceTiers = [],
        }));
    }

    [Theory]
    [InlineData(-1, "1@-1,2@0")]
    [InlineData(0, "2@0")]
    [InlineData(1, "2@1")]
    public void Dated_prices_hold_from_their_date_but_not_before_the_import(int importDay, string expected)
    {
        var import = Read("""
            {"id":"m","match":{"equals":"m"},"prices":[{"prices":{"input_mtok":1}},
             {"constraint":{"start_date":"2026-09-01"},"prices":{"input_mtok":2}}]}
            """, s_september.AddDays(importDay));

        Assert.Equal(expected, string.Join(',', import.Prices.Select(price =>
            $"{price.Rates.Input}@{(price.EffectiveFrom!.Value - s_september).TotalDays}")));
    }

    [Theory]
    [InlineData("""{"requests_kcount":5}""", "no price per token")]
    [InlineData("""{"input_mtok":0,"output_mtok":0}""",
        "every price is zero; if it is free, set it with POST /api/prices")]
    [InlineData("""[{"prices":{"input_mtok":1}},{"constraint":{"start_time":"00:30:00Z"},"prices":{"input_mtok":2}}]""",
        "its price depends on the time of day")]
    [InlineData("[]", "no price per token")]
    [InlineData("7", "no price per token")]
    public void A_model_that_cannot_be_represented_is_skipped_with_the_reason(string prices, string reason)
    {
        var import = Read($$"""{"id":"m","match":{"equals":"m"},"prices":{{prices}}}""");

        Assert.Empty(import.Prices);
        Assert.Equal([new ModelNote("mistral/m", reason)], import.Skipped);
    }

    [Fact]
    public void What_is_left_out_of_a_price_is_said()
    {
        var import = Read("""
            {"id":"m","match":{"contains":"m"},"prices":{"input_mtok":1,"requests_kcount":5,"cache_audio_read_mtok":1}}
            """);

        Assert.Single(import.Prices);
        Assert.Equal(
            "pattern contains 'm': matched by exact names only, "
                + "left out: requests_kcount, left out: cache_audio_read_mtok",
            Assert.Single(import.LeftOut).Reason);
    }

    [Theory]
    [InlineData("""{"hello":"world"}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""[]""")]
    [InlineData("""{}""")]
    [InlineData("7")]
    [InlineData("""[{"id":"p","models":[]},{"id":7}]""")]
    public void What_is_no_list_of_prices_is_refused_and_says_what_is_expected(string json)
    {
        var error = Assert.Throws<PriceListException>(() =>
            PriceLists.Read(JsonDocument.Parse(json).RootElement, SomePrice.Start));

        Assert.Contains("genai-prices", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"models":7}""")]
    [InlineData("""{"id":"m","match":{"or":7},"prices":{"input_mtok":1}}""")]
    [InlineData("""{"id":"m","match":7,"prices":{"input_mtok":{"base":1,"tiers":[{"start":"x","price":2}]}}}""")]
    [InlineData("""{"id":"m","prices":{"input_mtok":{"base":[],"tiers":7}}}""")]
    [InlineData("7")]
    public void Odd_models_do_no_harm(string model) => Assert.True(Read(model).Prices.Count <= 1);

    [Fact]
    public void The_public_list_is_read_and_nothing_of_it_vanishes()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(SharedData.PathOrSkip("data/prices/genai-prices/data_slim.json")));
        var import = PriceLists.Read(json.RootElement, s_september);
        var models = json.RootElement.EnumerateArray().Sum(provider => provider.GetProperty("models").GetArrayLength());

        Assert.Equal("genai-prices", import.Format);
        Assert.Equal(1_285, models);
        Assert.Equal(models, import.Prices.Count + import.Skipped.Count);
        var book = new PriceBook(import.Prices.Select((price, i) =>
            new PriceRow($"prices:1:{i}", PriceLayer.Imported, price, i)));
        Assert.Equal(SomePrice.Mini, book.Find("openai", "gpt-4o-mini-2024-07-18", s_september)!.Price.Rates);
        Assert.Equal(3m, book.InputPrice("anthropic", "claude-sonnet-5", s_september));
        Assert.Equal(0.8m, book.InputPrice("anthropic", "claude-3-5-haiku-20241022", s_september));
        Assert.Equal(0.59m, book.InputPrice("groq", "llama-3.3-70b-versatile", s_september));
        Assert.Null(book.Find("openai", "gpt-4o-mini", s_september.AddTicks(-1)));
    }

    private static PriceImport Read(string model, DateTimeOffset? from = null) => PriceLists.Read(
        JsonDocument.Parse($$"""
            [{"id":"mistral","pricing_urls":["https://example.org/pricing"],
              "model_match":{"or":[{"contains":"long"},{"contains":"m"}]},"models":[{{model}}]}]
            """).RootElement,
        from ?? SomePrice.Start);
}

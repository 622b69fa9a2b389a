using System.Globalization;
using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing.Importing;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests.Importing;

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
        Assert.Equal(["long-2026-01-31"], price.Aliases);
        Assert.Equal("""{"or":[{"equals":"long"},{"equals":"long-2026-01-31"},{"starts_with":"lang"}]}""", price.Match);
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
        "its price has a condition that is not known")]
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
            {"id":"m","match":{"or":[{"equals":"m"},{"regex":"m["},{"sounds_like":"em"}]},
             "prices":{"input_mtok":1,"input_video_mtok":5,"audio_hours":1}}
            """);

        Assert.Single(import.Prices);
        Assert.Equal(
            "match regex 'm[': not read, match sounds_like 'em': not read, "
                + "left out: input_video_mtok, left out: audio_hours",
            Assert.Single(import.LeftOut).Reason);
    }

    [Fact]
    public void Every_kind_of_token_and_fee_has_its_bucket()
    {
        var price = Assert.Single(Read("""
            {"id":"m","match":{"equals":"m"},"prices":{"input_mtok":1,"output_mtok":5,"cache_read_mtok":0.1,
             "cache_write_mtok":1.25,"cache_write_1h_mtok":2,"cache_audio_read_mtok":0.3,"output_reasoning_mtok":7,
             "web_searches_kcount":10,"requests_kcount":12}}
            """).Prices);

        Assert.Equal(
            new TokenRates
            {
                Input = 1m,
                Output = 5m,
                CacheRead = 0.1m,
                CacheWrite = 1.25m,
                CacheWrite1h = 2m,
                CacheReadAudio = 0.3m,
                Reasoning = 7m,
                PerThousandWebSearches = 10m,
                PerThousandRequests = 12m,
            },
            price.Rates);
    }

    [Theory]
    [InlineData("2026-09-02T00:29:59Z", "0.135")]
    [InlineData("2026-09-02T00:30:00Z", "0.27")]
    [InlineData("2026-09-02T16:29:59Z", "0.27")]
    [InlineData("2026-09-02T16:30:00Z", "0.135")]
    [InlineData("2026-09-30T23:59:59Z", "0.135")]
    [InlineData("2026-10-01T00:00:00Z", "0.2")]
    [InlineData("2026-10-01T12:00:00Z", "0.27")]
    public void A_price_of_some_hours_holds_in_them_also_after_a_new_date(string at, string dollars)
    {
        var book = Book(Read("""
            {"id":"m","match":{"equals":"m"},"prices":[{"prices":{"input_mtok":0.135}},
             {"constraint":{"start_date":"2026-10-01"},"prices":{"input_mtok":0.2}},
             {"constraint":{"start_time":"00:30:00Z","end_time":"16:30:00Z"},"prices":{"input_mtok":0.27}}]}
            """));

        var cost = book.Price(
            "mistral", "m", new TokenCounts { InputUncached = 1_000_000 }, SpanStatus.Ok,
            DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), null);

        Assert.Equal(decimal.Parse(dollars, CultureInfo.InvariantCulture), cost.Amount!.Value.Dollars);
    }

    [Fact]
    public void The_first_model_whose_pattern_holds_prices_a_name_and_one_without_a_price_keeps_its_names()
    {
        var book = Book(Read("""
            {"id":"tiny","match":{"or":[{"equals":"tiny"},{"contains":"tiny-"}]},"prices":{"input_mtok":1}},
            {"id":"none","match":{"equals":"large-tiny:none"},"prices":{"input_mtok":0}},
            {"id":"large-tiny:free","match":{"equals":"large-tiny:free"},"prices":{}},
            {"id":"large","match":{"starts_with":"Large"},"prices":{"input_mtok":9}},
            {"id":"dated","match":{"regex":"^dated-\\d{8}$"},"prices":{"input_mtok":3}},
            {"id":"end","match":{"and":[{"ends_with":"-end"},{"contains":"the"}]},"prices":{"input_mtok":4}}
            """));

        Assert.Equal(1m, book.InputPrice("mistral", "large-tiny-1"));
        Assert.Equal(9m, book.InputPrice("mistral", "LARGE-8"));
        Assert.Null(book.InputPrice("mistral", "large-tiny:none"));
        Assert.Equal(0m, book.InputPrice("mistral", "large-tiny:free"));
        Assert.Equal(3m, book.InputPrice("mistral", "dated-20260131"));
        Assert.Null(book.InputPrice("mistral", "dated-2026"));
        Assert.Equal(4m, book.InputPrice("mistral", "the-end"));
        Assert.Null(book.InputPrice("mistral", "no-end"));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_matches_nothing()
    {
        var book = Book(Read("""
            {"id":"slow","match":{"regex":"^(?!y)(m+)+$"},"prices":{"input_mtok":1}}
            """));

        Assert.Equal(1m, book.InputPrice("mistral", "mm"));
        Assert.Null(book.InputPrice("mistral", new string('m', 40) + "!"));
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
        var book = Book(import);
        Assert.Equal(SomePrice.Mini, book.Find("openai", "gpt-4o-mini-2024-07-18", s_september)!.Price.Rates);
        Assert.Equal(3m, book.InputPrice("anthropic", "claude-sonnet-5", s_september));
        Assert.Equal(0.8m, book.InputPrice("anthropic", "claude-3-5-haiku-20241022", s_september));
        Assert.Equal(0.59m, book.InputPrice("groq", "llama-3.3-70b-versatile", s_september));
        Assert.Null(book.Find("openai", "gpt-4o-mini", s_september.AddTicks(-1)));
    }

    private static PriceBook Book(PriceImport import) => new(import.Prices.Select((price, i) =>
        new PriceRow($"prices:1:{i}", PriceLayer.Imported, price, i)));

    private static PriceImport Read(string model, DateTimeOffset? from = null) => PriceLists.Read(
        JsonDocument.Parse($$"""
            [{"id":"mistral","pricing_urls":["https://example.org/pricing"],
              "model_match":{"or":[{"contains":"long"},{"contains":"m"}]},"models":[{{model}}]}]
            """).RootElement,
        from ?? SomePrice.Start);
}

using System.Text.Json;
using Dashboard.Events;
using Dashboard.Pricing.Importing;
using Dashboard.Testing;
using Xunit;

namespace Dashboard.Pricing.Tests.Importing;

public sealed class LiteLlmListTests
{
    [Fact]
    public void A_model_with_tiers_and_classes_is_read_whole()
    {
        var price = Assert.Single(Read("""
            {"sample_spec":{"litellm_provider":"x","input_cost_per_token":1},
             "gemini/gemini-2.5-pro":{"litellm_provider":"gemini","mode":"chat","source":"https://example.org",
              "input_cost_per_token":1.25e-06,"input_cost_per_token_above_200k_tokens":"2.5e-06",
              "output_cost_per_token":1e-05,"output_cost_per_token_above_200k_tokens":1.5e-05,
              "cache_read_input_token_cost":1.25e-07,"input_cost_per_token_batches":6.25e-07,
              "input_cost_per_token_above_200k_tokens_priority":5e-06,"max_tokens":65535}}
            """).Prices);

        Assert.Equal(("gcp.gemini", "gemini-2.5-pro", false), (price.Provider, price.Model, price.ByMaker));
        Assert.Equal(SomePrice.Start, price.EffectiveFrom);
        Assert.Equal("https://example.org", price.Source);
        Assert.True(price.CostsTheSameAs(price with
        {
            Rates = new TokenRates { Input = 1.25m, Output = 10m, CacheRead = 0.125m },
            Tiers = [new PriceTier(200_000, new TokenRates { Input = 2.5m, Output = 15m })],
            ServiceTiers =
            [
                new ServiceTierPrice("batch", new TokenRates { Input = 0.625m }, []),
                new ServiceTierPrice(
                    "priority", new TokenRates(), [new PriceTier(200_000, new TokenRates { Input = 5m })]),
            ],
        }));
    }

    [Theory]
    [InlineData("""{"litellm_provider":"openai"}""", "it has no price")]
    [InlineData("""{"input_cost_per_token":1e-6}""", "it has no litellm_provider")]
    [InlineData("""{"litellm_provider":"openai","input_cost_per_token":0,"output_cost_per_token":0}""",
        "every price is zero; if it is free, set it with POST /api/prices")]
    [InlineData("""{"litellm_provider":"openai","input_cost_per_token":0,"input_cost_per_second":1e-4}""",
        "no price per token or image, only input_cost_per_second")]
    [InlineData("""{"litellm_provider":"dashscope","tiered_pricing":[{"range":[0,1],"input_cost_per_token":1e-6}]}""",
        "no price per token or image, only tiered_pricing")]
    [InlineData("""{"litellm_provider":"openai","input_cost_per_token":-1e-6}""",
        "no price per token or image, only input_cost_per_token")]
    [InlineData("7", "it has no litellm_provider")]
    public void A_model_that_cannot_be_represented_is_skipped_with_the_reason(string entry, string reason)
    {
        var import = new LiteLlmList(SomePrice.Start).Read(JsonDocument.Parse($$"""{"m":{{entry}}}""").RootElement);

        Assert.Empty(import.Prices);
        Assert.Equal([new ModelNote("m", reason)], import.Skipped);
    }

    [Fact]
    public void What_is_left_out_of_a_price_is_said()
    {
        var import = Read("""
            {"m":{"litellm_provider":"openai",
              "input_cost_per_token":1e-6,"input_cost_per_pixel":0,
              "search_context_cost_per_query":{"search_context_size_low":0.01}}}
            """);

        Assert.Single(import.Prices);
        Assert.Equal(
            [new ModelNote("m", "neither per token nor per image: search_context_cost_per_query")], import.LeftOut);
    }

    [Fact]
    public void A_search_has_its_price_where_it_does_not_depend_on_its_size()
    {
        var price = Assert.Single(Read("""
            {"m":{"litellm_provider":"anthropic","input_cost_per_token":1e-6,"search_context_cost_per_query":
              {"search_context_size_low":0.01,"search_context_size_medium":0.01,"search_context_size_high":0.01}}}
            """).Prices);

        Assert.Equal(10m, price.Rates.PerThousandWebSearches);
    }

    [Fact]
    public void A_data_zone_without_a_snapshot_costs_what_its_newest_one_does()
    {
        var book = new PriceBook(Read("""
            {"azure/gpt-4.1":{"litellm_provider":"azure","input_cost_per_token":2e-6},
             "azure/us/gpt-4.1-2025-01-14":{"litellm_provider":"azure","input_cost_per_token":2.1e-6},
             "azure/us/gpt-4.1-2025-04-14":{"litellm_provider":"azure","input_cost_per_token":2.2e-6}}
            """).Prices.Select((price, i) => new PriceRow($"x:{i}", PriceLayer.Imported, price, i)));

        Assert.Equal(2.2m, book.InputPrice("azure", "azure/us/gpt-4.1"));
        Assert.Equal(2.2m, book.InputPrice("azure", "us/gpt-4.1-2025-04-14"));
        Assert.Equal(2.1m, book.InputPrice("azure", "us/gpt-4.1-2025-01-14"));
        Assert.Equal(2m, book.InputPrice("azure", "gpt-4.1"));
    }

    [Fact]
    public void Images_are_priced_by_token_and_by_the_piece()
    {
        var import = Read("""
            {"painter":{"litellm_provider":"gemini","mode":"image_generation","input_cost_per_token":3e-7,
              "input_cost_per_image":0.001,"output_cost_per_image":0.039,"output_cost_per_image_token":3e-5},
             "dall-e-3":{"litellm_provider":"openai","mode":"image_generation","input_cost_per_image":0.04},
             "seer":{"litellm_provider":"openai","mode":"chat","input_cost_per_image_token":1e-5,
              "input_cost_per_image":0.0025}}
            """);
        var rates = import.Prices.ToDictionary(price => price.Model, price => price.Rates);

        Assert.Equal(
            new TokenRates { Input = 0.3m, ImageOutput = 30m, PerInputImage = 0.001m, PerOutputImage = 0.039m },
            rates["painter"]);
        Assert.Equal(new TokenRates { PerOutputImage = 0.04m }, rates["dall-e-3"]);
        Assert.Equal(new TokenRates { ImageInput = 10m, PerInputImage = 0.0025m }, rates["seer"]);
        Assert.Empty(import.LeftOut);
    }

    [Fact]
    public void Two_entries_for_one_model_are_one_price_or_said()
    {
        var import = Read("""
            {"vertex_ai/m":{"litellm_provider":"vertex_ai","input_cost_per_token":1e-6},
             "m":{"litellm_provider":"vertex_ai-language-models","input_cost_per_token":1e-6},
             "vertex_ai/n":{"litellm_provider":"vertex_ai","input_cost_per_token":1e-6},
             "n":{"litellm_provider":"vertex_ai","input_cost_per_token":2e-6}}
            """);

        Assert.Equal([("m", 1m), ("n", 2m)], import.Prices.Select(price => (price.Model, price.Rates.Input!.Value)));
        Assert.Equal("vertex_ai/n", Assert.Single(import.Skipped).Model);
    }

    [Fact]
    public void The_tiers_of_xai_begin_at_the_threshold()
    {
        var price = Assert.Single(Read("""
            {"xai/m":{"litellm_provider":"xai",
              "input_cost_per_token":1e-6,"input_cost_per_token_above_128k_tokens":2e-6}}
            """).Prices);

        Assert.Equal(1m, CostCalculation.RatesFor(price, 127_999, null).Input);
        Assert.Equal(2m, CostCalculation.RatesFor(price, 128_000, null).Input);
    }

    [Fact]
    public void The_public_list_is_read_and_nothing_of_it_vanishes()
    {
        using var json = JsonDocument.Parse(
            File.ReadAllText(SharedData.PathOrSkip("data/prices/litellm/litellm_full_2026-08-06.json")));
        var import = PriceLists.Read(json.RootElement, SomePrice.Start);
        var entries = json.RootElement.EnumerateObject().Count() - 1;

        Assert.Equal("litellm", import.Format);
        Assert.True(import.Prices.Count > 2_000, $"{import.Prices.Count} prices");
        Assert.InRange(import.Prices.Count + import.Skipped.Count, entries * 0.95, entries);
        var book = BookOf(import);
        Assert.Equal(SomePrice.Mini, book.Find("openai", "gpt-4o-mini", SomePrice.Start)!.Price.Rates);
        Assert.Equal(0.165m, book.InputPrice("azure.ai.openai", "gpt-4o-mini"));
        Assert.Equal(5m, book.InputPrice("openai", "gpt-4o-2024-05-13"));
        Assert.Equal(1.1m, book.InputPrice("aws.bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0"));
        Assert.Equal(0.59m, book.InputPrice("groq", "llama-3.3-70b-versatile"));
        Assert.Equal(2.5m, CostCalculation.RatesFor(
            book.Find("gcp.gemini", "models/gemini-2.5-pro", SomePrice.Start)!.Price, 200_001, null).Input);
    }

    private static PriceBook BookOf(PriceImport import) => new(import.Prices.Select((price, i) =>
        new PriceRow($"prices:1:{i}", PriceLayer.Imported, price, i)));

    private static PriceImport Read(string json) =>
        PriceLists.Read(JsonDocument.Parse(json).RootElement, SomePrice.Start);
}

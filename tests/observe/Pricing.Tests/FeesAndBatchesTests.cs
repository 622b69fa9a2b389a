using Dashboard.Events;
using Xunit;

namespace Dashboard.Pricing.Tests;

/// <summary>What is paid beside tokens, and what a batch makes of it.</summary>
public sealed class FeesAndBatchesTests
{
    [Theory]
    [InlineData("anthropic", "claude-sonnet-4-5", "batch", "0.00225")]
    [InlineData("anthropic", "claude-sonnet-4-5", "Batch", "0.00225")]
    [InlineData("anthropic", "claude-sonnet-4-5", "standard", "0.0045")]
    [InlineData("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "batch", "0.00225")]
    [InlineData("groq", "llama", "batch", "0.0045")]
    public void A_batch_that_no_list_prices_costs_half_where_the_company_says_so(
        string provider, string model, string serviceTier, string dollars)
    {
        var price = new ModelPrice
        {
            Provider = provider,
            Model = model,
            Rates = new TokenRates { Input = 3m, Output = 15m },
        };

        Assert.Equal(
            decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture),
            CostCalculation.Dollars(price, new TokenCounts { InputUncached = 1000, OutputText = 100 }, serviceTier));
    }

    [Fact]
    public void In_a_batch_a_search_keeps_its_price_and_a_long_prompt_its_tier()
    {
        var price = new ModelPrice
        {
            Provider = "anthropic",
            Model = "m",
            Rates = new TokenRates { Input = 3m, PerThousandWebSearches = 10m },
            Tiers = [new PriceTier(200_000, new TokenRates { Input = 6m })],
        };
        var tokens = new TokenCounts { InputUncached = 1_000_000, WebSearches = 1 };

        Assert.Equal(3.01m, CostCalculation.Dollars(price, tokens, "batch"));
    }

    [Fact]
    public void A_search_is_paid_by_the_thousand_and_unknown_without_a_price()
    {
        var searched = new TokenCounts { InputUncached = 16_083, OutputText = 165, WebSearches = 1 };
        var price = new ModelPrice
        {
            Model = "m",
            Rates = new TokenRates { Input = 3m, Output = 15m, PerThousandWebSearches = 10m },
        };

        Assert.Equal(0.060724m, CostCalculation.Dollars(price, searched, null));
        Assert.Null(CostCalculation.Dollars(
            price with { Rates = price.Rates with { PerThousandWebSearches = null } }, searched, null));
    }

    [Fact]
    public void A_request_is_paid_once_where_it_has_a_price()
    {
        var price = new ModelPrice
        {
            Model = "sonar",
            Rates = new TokenRates { Input = 1m, Output = 1m, PerThousandRequests = 12m },
        };

        Assert.Equal(0.012001m, CostCalculation.Dollars(price, new TokenCounts { InputUncached = 1 }, null));
        Assert.Equal(1, CostCalculation.Parts(price, default, null).Single(part => part.Bucket == TokenBucket.Requests).Count);
    }

    [Fact]
    public void Cached_audio_has_its_own_price_and_else_that_of_other_cached_input()
    {
        var tokens = new TokenCounts { CacheReadAudio = 1_000_000 };
        var price = new ModelPrice { Model = "m", Rates = new TokenRates { Input = 3m, CacheRead = 0.3m } };

        Assert.Equal(0.3m, CostCalculation.Dollars(price, tokens, null));
        Assert.Equal(
            1m, CostCalculation.Dollars(price with { Rates = price.Rates with { CacheReadAudio = 1m } }, tokens, null));
    }
}

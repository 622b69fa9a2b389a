using Xunit;

namespace Dashboard.Events.Tests;

public sealed class ModelPriceTests
{
    private static readonly ModelPrice s_price = new()
    {
        Provider = "openai",
        Model = "m",
        Rates = new TokenRates { Input = 1.0m, Output = 2m },
        Tiers = [new PriceTier(200_000, new TokenRates { Input = 2m })],
        ServiceTiers = [new ServiceTierPrice("batch", new TokenRates { Input = 0.5m }, [])],
    };

    [Fact]
    public void Prices_that_differ_only_in_names_and_notes_cost_the_same() =>
        Assert.True(s_price.CostsTheSameAs(s_price with
        {
            Provider = null,
            Model = "n",
            Source = "elsewhere",
            Rates = new TokenRates { Input = 1.000m, Output = 2m },
            Tiers = [new PriceTier(200_000, new TokenRates { Input = 2m })],
            ServiceTiers = [new ServiceTierPrice("batch", new TokenRates { Input = 0.5m }, [])],
        }));

    [Fact]
    public void A_different_rate_tier_or_class_costs_something_else()
    {
        Assert.False(s_price.CostsTheSameAs(s_price with { Rates = s_price.Rates with { CacheRead = 1m } }));
        Assert.False(s_price.CostsTheSameAs(s_price with { Tiers = [] }));
        Assert.False(s_price.CostsTheSameAs(s_price with { Tiers = [s_price.Tiers[0] with { AboveInputTokens = 1 }] }));
        Assert.False(s_price.CostsTheSameAs(s_price with { ServiceTiers = [] }));
        Assert.False(s_price.CostsTheSameAs(s_price with
        {
            ServiceTiers = [s_price.ServiceTiers[0] with { Tiers = s_price.Tiers }],
        }));
    }
}

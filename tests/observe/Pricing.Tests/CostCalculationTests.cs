using CsCheck;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Pricing.Tests;

public sealed class CostCalculationTests
{
    private static readonly ModelPrice s_tiered = new()
    {
        Model = "long",
        Rates = new TokenRates { Input = 1.25m, CacheRead = 0.125m, Output = 10m },
        Tiers = [new PriceTier(200_000, new TokenRates { Input = 2.5m, CacheRead = 0.25m, Output = 15m })],
    };

    private static readonly Gen<TokenCounts> s_tokens =
        from parts in Gen.Long[0, 2_000_000_000].Array[14]
        select new TokenCounts
        {
            InputUncached = parts[0],
            CacheRead = parts[1],
            CacheWrite = parts[2],
            CacheWrite1h = parts[3],
            AudioInput = parts[4],
            OutputText = parts[5],
            Reasoning = parts[6],
            AudioOutput = parts[7],
            ImageInput = parts[8],
            ImageOutput = parts[9],
            InputImages = parts[10] % 100,
            OutputImages = parts[11] % 100,
            CacheReadAudio = parts[12],
            WebSearches = parts[13] % 100,
        };

    private static readonly Gen<decimal> s_money = Gen.Long[0, 600_000_000].Select(micros => micros / 1_000_000m);

    private static readonly Gen<TokenRates> s_rates =
        from all in s_money.Array[15]
        from listed in Gen.Int[0, 4095]
        select new TokenRates
        {
            Input = all[0],
            Output = all[1],
            CacheRead = (listed & 1) > 0 ? all[2] : null,
            CacheWrite = (listed & 2) > 0 ? all[3] : null,
            CacheWrite1h = (listed & 4) > 0 ? all[4] : null,
            Reasoning = (listed & 8) > 0 ? all[5] : null,
            AudioInput = (listed & 16) > 0 ? all[6] : null,
            AudioOutput = (listed & 32) > 0 ? all[7] : null,
            ImageInput = (listed & 64) > 0 ? all[8] : null,
            ImageOutput = (listed & 128) > 0 ? all[9] : null,
            PerInputImage = (listed & 256) > 0 ? all[10] : null,
            PerOutputImage = (listed & 512) > 0 ? all[11] : null,
            CacheReadAudio = (listed & 1024) > 0 ? all[12] : null,
            PerThousandWebSearches = all[13],
            PerThousandRequests = (listed & 2048) > 0 ? all[14] : null,
        };

    private static readonly Gen<ModelPrice> s_prices =
        from rates in s_rates
        from tier in s_rates
        from above in Gen.Long[1, 2_000_000]
        from tiers in Gen.Bool
        select new ModelPrice { Model = "m", Rates = rates, Tiers = tiers ? [new PriceTier(above, tier)] : [] };

    [Fact]
    public void Cached_and_reasoning_tokens_are_priced_once()
    {
        var price = new ModelPrice { Model = "m", Rates = SomePrice.Mini };
        var tokens = new TokenCounts { InputUncached = 26, CacheRead = 16, OutputText = 13, Reasoning = 4 };

        Assert.Equal(15.3e-6m, CostCalculation.Dollars(price, tokens, null));
    }

    [Theory]
    [InlineData(200_000, 0, 10, "0.2501")]
    [InlineData(200_001, 0, 10, "0.5001525")]
    [InlineData(5_005, 257_955, 1_744, "0.10316125")]
    [InlineData(0, 200_000, 0, "0.025")]
    [InlineData(0, 200_001, 0, "0.05000025")]
    public void A_prompt_over_the_threshold_prices_the_whole_call_at_the_tier(
        long input, long cached, long output, string dollars)
    {
        var tokens = new TokenCounts { InputUncached = input, CacheRead = cached, OutputText = output };

        Assert.Equal(
            decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture),
            CostCalculation.Dollars(s_tiered, tokens, null));
    }

    [Fact]
    public void The_highest_threshold_that_is_passed_decides()
    {
        var price = s_tiered with
        {
            Tiers = [.. s_tiered.Tiers, new PriceTier(500_000, new TokenRates { Input = 5m })],
        };

        Assert.Equal(5m, CostCalculation.RatesFor(price, 500_001, null).Input);
        Assert.Equal(2.5m, CostCalculation.RatesFor(price, 500_000, null).Input);
    }

    [Fact]
    public void The_tier_boundary_is_exact_for_every_split_of_the_prompt() =>
        Gen.Select(Gen.Long[1, 1_000_000], Gen.Long[0, 1_000_000], Gen.Int[0, 4]).Sample((above, cached, bucket) =>
        {
            var price = s_tiered with { Tiers = [s_tiered.Tiers[0] with { AboveInputTokens = above }] };
            var rest = above - Math.Min(cached, above);
            var at = new TokenCounts { InputUncached = rest, CacheRead = Math.Min(cached, above), OutputText = 1 };
            var over = bucket switch
            {
                0 => at with { InputUncached = at.InputUncached + 1 },
                1 => at with { CacheRead = at.CacheRead + 1 },
                2 => at with { CacheWrite = 1 },
                3 => at with { CacheWrite1h = 1 },
                _ => at with { AudioInput = 1 },
            };
            var output = (TokenCounts tokens) =>
                CostCalculation.Parts(price, tokens, null).Single(part => part.Bucket == TokenBucket.Output).Price;
            Assert.Equal(10m, output(at));
            Assert.Equal(15m, output(over));
        });

    [Fact]
    public void The_parts_sum_to_the_whole() =>
        Gen.Select(s_prices, s_tokens).Sample((price, tokens) =>
            CostCalculation.Parts(price, tokens, null).Sum(part => part.Dollars)
                == CostCalculation.Dollars(price, tokens, null));

    [Fact]
    public void No_call_costs_less_than_nothing() =>
        Gen.Select(s_prices, s_tokens).Sample((price, tokens) => CostCalculation.Dollars(price, tokens, null) >= 0);

    [Fact]
    public void More_tokens_never_cost_less_where_longer_prompts_are_not_cheaper() =>
        Gen.Select(s_rates, s_tokens, s_tokens).Sample((rates, tokens, more) =>
        {
            var price = new ModelPrice
            {
                Model = "m",
                Rates = rates,
                Tiers = [new PriceTier(1_000_000_000, TokenBuckets.Rates(bucket => bucket.Listed(rates) * 2))],
            };
            return CostCalculation.Dollars(price, Sum(tokens, more), null)
                >= CostCalculation.Dollars(price, tokens, null);
        });

    [Fact]
    public void A_bucket_without_a_price_of_its_own_costs_as_much_as_plain_input_or_output()
    {
        var price = new ModelPrice { Model = "m", Rates = new TokenRates { Input = 3m, Output = 15m } };

        Assert.All(CostCalculation.Parts(price, OneOfEach, null), part => Assert.Equal(
            part.Bucket is TokenBucket.Output or TokenBucket.Reasoning or TokenBucket.AudioOutput
                or TokenBucket.ImageOutput ? 15m : 3m,
            part.Price));
    }

    [Fact]
    public void An_hours_cache_write_without_a_price_costs_as_much_as_a_short_one()
    {
        var price = new ModelPrice { Model = "m", Rates = new TokenRates { Input = 3m, CacheWrite = 3.75m } };

        Assert.Equal(0.00000375m, CostCalculation.Dollars(price, new TokenCounts { CacheWrite1h = 1 }, null));
    }

    [Fact]
    public void Tokens_without_any_price_make_the_cost_unknown_and_absent_ones_do_not()
    {
        var embedding = new ModelPrice { Model = "m", Rates = new TokenRates { Input = 0.02m } };

        Assert.Equal(0.00000002m, CostCalculation.Dollars(embedding, new TokenCounts { InputUncached = 1 }, null));
        Assert.Null(CostCalculation.Dollars(embedding, new TokenCounts { InputUncached = 1, OutputText = 1 }, null));
    }

    [Theory]
    [InlineData(null, 100, "5")]
    [InlineData("standard", 100, "5")]
    [InlineData("flex", 100, "2.5")]
    [InlineData("FLEX", 100, "2.5")]
    [InlineData("flex", 272_001, "5")]
    [InlineData("priority", 100, "10")]
    [InlineData("priority", 272_001, "20")]
    [InlineData(null, 272_001, "20")]
    public void The_processing_class_chooses_the_rates(string? serviceTier, long inputTokens, string perMillion)
    {
        var price = new ModelPrice
        {
            Model = "m",
            Rates = new TokenRates { Input = 5m, Output = 30m },
            Tiers = [new PriceTier(272_000, new TokenRates { Input = 20m })],
            ServiceTiers =
            [
                new ServiceTierPrice(
                    "flex", new TokenRates { Input = 2.5m }, [new PriceTier(272_000, new TokenRates { Input = 5m })]),
                new ServiceTierPrice("priority", new TokenRates { Input = 10m }, []),
            ],
        };
        var rates = CostCalculation.RatesFor(price, inputTokens, serviceTier);

        Assert.Equal(decimal.Parse(perMillion, System.Globalization.CultureInfo.InvariantCulture), rates.Input);
        Assert.Equal(30m, rates.Output);
    }

    [Fact]
    public void Every_token_is_in_one_part() =>
        Gen.Select(s_prices, s_tokens).Sample((price, tokens) =>
        {
            var parts = CostCalculation.Parts(price, tokens, null);
            Assert.Equal(parts.Count, parts.Select(part => part.Bucket).Distinct().Count());
            var billed = parts.Where(part => !part.Bucket.IsPerImage() && !part.Bucket.IsFee()).Sum(part => (decimal)part.Count);
            var byPiece = parts.Where(part => part.Bucket.IsPerImage()).Select(part => part.Bucket).ToList();
            var pieces = (byPiece.Contains(TokenBucket.InputImages) ? tokens.ImageInput : 0m)
                + (byPiece.Contains(TokenBucket.OutputImages) ? tokens.ImageOutput : 0m);
            Assert.Equal((decimal)tokens.Input + tokens.Output, billed + pieces);
        });

    [Theory]
    [InlineData(1290, 1, "30", "0.039", "0.0387")]
    [InlineData(0, 1, "30", "0.039", "0.039")]
    [InlineData(1290, 1, null, "0.039", "0.039")]
    [InlineData(1290, 0, null, "0.039", "0.003225")]
    [InlineData(1290, 2, "30", null, "0.0387")]
    [InlineData(1290, 2, null, null, "0.003225")]
    [InlineData(0, 2, null, "0.04", "0.08")]
    [InlineData(0, 2, "30", null, null)]
    public void An_image_is_paid_by_its_tokens_or_by_the_piece(
        long tokens, long images, string? perMillion, string? each, string? dollars)
    {
        var price = new ModelPrice
        {
            Model = "m",
            Rates = new TokenRates { Output = 2.5m, ImageOutput = Money(perMillion), PerOutputImage = Money(each) },
        };

        Assert.Equal(
            Money(dollars),
            CostCalculation.Dollars(price, new TokenCounts { ImageOutput = tokens, OutputImages = images }, null));
    }

    [Fact]
    public void Images_in_the_prompt_belong_to_its_length()
    {
        var tokens = new TokenCounts { InputUncached = 199_999, ImageInput = 2 };

        Assert.Equal(0.5000025m, CostCalculation.Dollars(s_tiered, tokens, null));
    }

    [Fact]
    public void A_call_is_rounded_once()
    {
        // Each part is a third of a nanodollar: rounded apart they would come to nothing.
        var price = new ModelPrice { Model = "m", Rates = new TokenRates { Input = 0.0004m, Output = 0.0004m } };
        var book = new PriceBook([new PriceRow("row", PriceLayer.Set, price, 1)]);
        var tokens = new TokenCounts { InputUncached = 1, OutputText = 1 };

        Assert.Equal(1, book.Price(null, "m", tokens, SpanStatus.Ok, SomePrice.Start, null).Amount!.Value.Value);
    }

    private static decimal? Money(string? text) =>
        text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TokenCounts OneOfEach => new()
    {
        InputUncached = 1,
        CacheRead = 1,
        CacheWrite = 1,
        CacheWrite1h = 1,
        AudioInput = 1,
        OutputText = 1,
        Reasoning = 1,
        AudioOutput = 1,
        ImageInput = 1,
        ImageOutput = 1,
    };

    private static TokenCounts Sum(TokenCounts a, TokenCounts b) => new()
    {
        InputUncached = a.InputUncached + b.InputUncached,
        CacheRead = a.CacheRead + b.CacheRead,
        CacheWrite = a.CacheWrite + b.CacheWrite,
        CacheWrite1h = a.CacheWrite1h + b.CacheWrite1h,
        AudioInput = a.AudioInput + b.AudioInput,
        OutputText = a.OutputText + b.OutputText,
        Reasoning = a.Reasoning + b.Reasoning,
        AudioOutput = a.AudioOutput + b.AudioOutput,
        ImageInput = a.ImageInput + b.ImageInput,
        ImageOutput = a.ImageOutput + b.ImageOutput,
        InputImages = a.InputImages + b.InputImages,
        OutputImages = a.OutputImages + b.OutputImages,
    };
}

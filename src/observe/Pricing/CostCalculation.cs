using Dashboard.Events;

namespace Dashboard.Pricing;

/// <summary>The arithmetic of one call: which rates hold for it, and what its buckets cost.</summary>
public static class CostCalculation
{
    /// <summary>Prices are listed per this many tokens.</summary>
    internal const decimal TokensPerPrice = 1_000_000m;

    /// <summary>Searches and requests are listed per this many.</summary>
    internal const decimal FeesPerPrice = 1_000m;

    private static readonly decimal s_mostDollars = new Nanodollars(long.MaxValue).Dollars;

    /// <summary>
    /// The rates of a call with that many prompt tokens, cached ones included. For each bucket the first of these that
    /// lists
    /// it: the long-prompt tier of the processing class, the long-prompt tier of the model, the class, the model. A
    /// class
    /// without long-prompt prices of its own thus pays the model's, as LiteLLM computes it; a batch that is not listed
    /// costs what <see cref="BatchDiscounts"/> says. Prices of the hours in which
    /// the call started stand before all others.
    /// </summary>
    public static TokenRates RatesFor(
        ModelPrice price, decimal inputTokens, string? serviceTier, DateTimeOffset? at = null)
    {
        if (at is { } start && price.TimesOfDay.Count > 0
            && price.TimesOfDay.FirstOrDefault(hours => hours.Covers(start)) is { } now)
        {
            return Tier(now.Tiers, inputTokens) is { } longPrompt ? longPrompt.Rates.Over(now.Rates) : now.Rates;
        }

        var service = ServiceTier(price, serviceTier);
        if (price.Tiers.Count == 0 && service is null)
        {
            return price.Rates;
        }

        var rates = service is null ? price.Rates : service.Rates.Over(price.Rates);
        if (Tier(price.Tiers, inputTokens) is { } tier)
        {
            rates = tier.Rates.Over(rates);
        }

        return service is not null && Tier(service.Tiers, inputTokens) is { } own ? own.Rates.Over(rates) : rates;
    }

    /// <summary>
    /// Every bucket that is billed, with its price. Their dollars sum to the cost before rounding.
    /// </summary>
    public static IReadOnlyList<CostPart> Parts(
        ModelPrice price, TokenCounts tokens, string? serviceTier, DateTimeOffset? at = null)
    {
        var rates = RatesFor(price, InputTokens(tokens), serviceTier, at);
        return
        [
            .. from bucket in TokenBuckets.All
               let count = Billed(bucket, tokens, rates)
               where count != 0
               select new CostPart(bucket, count, bucket.Price(rates)),
        ];
    }

    /// <summary>The cost in exact dollars; null where tokens are in a bucket whose price is unknown.</summary>
    /// <exception cref="OverflowException">Never for prices up to <see cref="PriceLimits.MostPerMillion"/>.</exception>
    public static decimal? Dollars(
        ModelPrice price, in TokenCounts tokens, string? serviceTier, DateTimeOffset? at = null)
    {
        var rates = RatesFor(price, InputTokens(tokens), serviceTier, at);
        var (perMillion, others) = (0m, 0m);
        foreach (var bucket in TokenBuckets.All)
        {
            var count = Billed(bucket, tokens, rates);
            if (count == 0)
            {
                continue;
            }

            if (bucket.Price(rates) is not { } listed)
            {
                return null;
            }

            if (bucket.IsPerImage() || bucket.IsFee())
            {
                others += listed * count / bucket.Unit();
            }
            else
            {
                perMillion += listed * count;
            }
        }

        return (perMillion / TokensPerPrice) + others;
    }

    /// <summary>
    /// How much of a bucket is paid for. Lists price an image by its tokens, by the piece, or give both for the same
    /// image: it is billed once, by its tokens where these were counted and have a price of their own, else by the
    /// piece, else as other tokens of its direction.
    /// </summary>
    private static long Billed(TokenBucket bucket, in TokenCounts tokens, TokenRates rates) => bucket switch
    {
        TokenBucket.ImageInput => InputByPiece(tokens, rates) ? 0 : tokens.ImageInput,
        TokenBucket.ImageOutput => OutputByPiece(tokens, rates) ? 0 : tokens.ImageOutput,
        TokenBucket.InputImages => InputByPiece(tokens, rates) || InputTokens(tokens) == 0 ? tokens.InputImages : 0,
        TokenBucket.OutputImages =>
            OutputByPiece(tokens, rates) || OutputTokens(tokens) == 0 ? tokens.OutputImages : 0,
        // A request has a price of its own at few providers; elsewhere it costs nothing but its tokens.
        TokenBucket.Requests => rates.PerThousandRequests is null ? 0 : 1,
        _ => bucket.In(tokens),
    };

    private static bool InputByPiece(in TokenCounts tokens, TokenRates rates) =>
        tokens.InputImages > 0 && rates.PerInputImage is not null
        && (tokens.ImageInput == 0 || rates.ImageInput is null);

    private static bool OutputByPiece(in TokenCounts tokens, TokenRates rates) =>
        tokens.OutputImages > 0 && rates.PerOutputImage is not null
        && (tokens.ImageOutput == 0 || rates.ImageOutput is null);

    /// <summary>Whether the counts can be true: none negative.</summary>
    internal static bool AreCounts(in TokenCounts tokens) =>
        (tokens.InputUncached | tokens.CacheRead | tokens.CacheWrite | tokens.CacheWrite1h
            | tokens.CacheReadAudio | tokens.AudioInput | tokens.ImageInput | tokens.InputImages | tokens.WebSearches
            | tokens.OutputText | tokens.Reasoning | tokens.AudioOutput | tokens.ImageOutput
            | tokens.OutputImages) >= 0;

    /// <summary>Whether the amount can be stored in nanodollars.</summary>
    internal static bool IsRepresentable(decimal dollars) => dollars < s_mostDollars;

    // Not TokenCounts.Input: its checked sum throws on the absurd counts that must end in a plain answer here.
    private static decimal InputTokens(in TokenCounts tokens) =>
        (decimal)tokens.InputUncached + tokens.CacheRead + tokens.CacheReadAudio + tokens.CacheWrite
        + tokens.CacheWrite1h + tokens.AudioInput + tokens.ImageInput;

    private static decimal OutputTokens(in TokenCounts tokens) =>
        (decimal)tokens.OutputText + tokens.Reasoning + tokens.AudioOutput + tokens.ImageOutput;

    private static PriceTier? Tier(IReadOnlyList<PriceTier> rising, decimal inputTokens)
    {
        PriceTier? found = null;
        foreach (var tier in rising)
        {
            if (inputTokens > tier.AboveInputTokens)
            {
                found = tier;
            }
        }

        return found;
    }

    private static ServiceTierPrice? ServiceTier(ModelPrice price, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        foreach (var tier in price.ServiceTiers)
        {
            if (tier.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return tier;
            }
        }

        return BatchDiscounts.Of(price, name);
    }
}

namespace Dashboard.Costs.Moving;

/// <summary>What the cost of a week is made of. Arrays: fresh, read from a cache, written to a cache.</summary>
internal sealed record CostFactors(
    decimal Calls, decimal InputPerCall, decimal OutputPerCall, decimal[] Shares, decimal[] Prices, decimal OutputPrice)
{
    /// <summary>The cost that the factors give.</summary>
    public decimal Dollars
    {
        get
        {
            var prompt = 0m;
            for (var kind = 0; kind < Shares.Length; kind++)
            {
                prompt += Shares[kind] * Prices[kind];
            }

            return Calls * ((InputPerCall * prompt) + (OutputPerCall * OutputPrice));
        }
    }

    /// <summary>The factors of a week; what it cannot say is taken from the other one.</summary>
    public static CostFactors Of(MoverSide week, MoverSide other)
    {
        var size = week.Calls > 0 ? week : other;
        var prompt = week.InputTokens > 0 ? week : other;
        decimal PerCall(decimal tokens) => size.Calls == 0 ? 0 : tokens / size.Calls;
        decimal Share(TokenSpend kind) => prompt.InputTokens == 0 ? 0 : kind.Tokens / prompt.InputTokens;
        return new CostFactors(
            week.Calls,
            PerCall(size.InputTokens),
            PerCall(size.Output.Tokens),
            [Share(prompt.Fresh), Share(prompt.CacheRead), Share(prompt.CacheWrite)],
            [
                Price(week.Fresh, other.Fresh), Price(week.CacheRead, other.CacheRead),
                Price(week.CacheWrite, other.CacheWrite),
            ],
            Price(week.Output, other.Output));
    }

    /// <summary>
    /// The factors of <paramref name="after"/> where the bit is set: volume 1, tokens 2, cache 4, price 8.
    /// </summary>
    public static CostFactors Mixed(CostFactors before, CostFactors after, int changed)
    {
        CostFactors From(int bit) => (changed & bit) == 0 ? before : after;
        return new CostFactors(
            From(1).Calls, From(2).InputPerCall, From(2).OutputPerCall, From(4).Shares, From(8).Prices,
            From(8).OutputPrice);
    }

    private static decimal Price(TokenSpend week, TokenSpend other) => week.Price ?? other.Price ?? 0;
}

namespace Dashboard.Telemetry.Pricing;

/// <summary>What one bucket of tokens adds to the cost of a call, before rounding.</summary>
/// <param name="Bucket">Which tokens.</param>
/// <param name="Tokens">How many.</param>
/// <param name="PerMillion">US dollars per million; null where the price is unknown.</param>
public readonly record struct CostPart(TokenBucket Bucket, long Tokens, decimal? PerMillion)
{
    /// <summary>Exact US dollars; null where the price is unknown.</summary>
    public decimal? Dollars => PerMillion * Tokens / CostCalculation.TokensPerPrice;
}

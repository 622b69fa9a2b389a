namespace Dashboard.Pricing;

/// <summary>What one bucket of tokens, images by the piece, searches or requests adds to the cost of a call, before rounding.</summary>
/// <param name="Bucket">Which tokens or images.</param>
/// <param name="Count">How many.</param>
/// <param name="Price">
/// US dollars per million tokens, for one image, or for a thousand searches or requests; null where it is unknown.
/// </param>
public readonly record struct CostPart(TokenBucket Bucket, long Count, decimal? Price)
{
    /// <summary>Exact US dollars; null where the price is unknown.</summary>
    public decimal? Dollars => Price * Count / Bucket.Unit();
}

using Dashboard.Events;

namespace Dashboard.Pricing;

/// <summary>
/// What a call costs that was processed in a batch, where no list says it: these companies publish that a batch costs
/// half of everything, cached tokens included, which is why lists often leave it out
/// (https://docs.claude.com/en/docs/build-with-claude/batch-processing,
/// https://platform.openai.com/docs/guides/batch, https://ai.google.dev/gemini-api/docs/batch-api).
/// </summary>
internal static class BatchDiscounts
{
    private const string Batch = "batch";
    private const decimal Share = 0.5m;

    /// <summary>The price of a batch; null for every other class and where it is not known to be half.</summary>
    public static ServiceTierPrice? Of(ModelPrice price, string serviceTier) =>
        serviceTier.Equals(Batch, StringComparison.OrdinalIgnoreCase) && IsHalf(price)
            ? new ServiceTierPrice(
                Batch,
                Half(price.Rates),
                [.. price.Tiers.Select(tier => tier with { Rates = Half(tier.Rates) })])
            : null;

    private static bool IsHalf(ModelPrice price) => price.Provider switch
    {
        "anthropic" or "openai" or "gcp.gemini" => true,
        "aws.bedrock" or "gcp.vertex_ai" => price.Model.Contains("claude", StringComparison.Ordinal),
        _ => false,
    };

    // Searches, requests and images by the piece keep their price.
    private static TokenRates Half(TokenRates rates) => TokenBuckets.Rates(bucket =>
        bucket.IsPerImage() || bucket.IsFee() ? null : bucket.Listed(rates) * Share);
}

namespace Dashboard.Events;

/// <summary>
/// Prices of a long prompt. A call with more than <paramref name="AboveInputTokens"/> prompt tokens, cached ones
/// included, is
/// priced at these rates as a whole, its answer too; this is a step, not a marginal rate.
/// </summary>
/// <param name="AboveInputTokens">The largest prompt that is still priced by the tier below.</param>
/// <param name="Rates">What is not listed here is priced as in the tier below.</param>
public sealed record PriceTier(long AboveInputTokens, TokenRates Rates);

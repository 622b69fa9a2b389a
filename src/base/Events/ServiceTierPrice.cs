namespace Dashboard.Events;

/// <summary>
/// What a model costs in one of the provider's processing classes, such as <c>batch</c>, <c>flex</c> or
/// <c>priority</c>.
/// </summary>
/// <param name="Name">The class in lower case, as requests and answers name it.</param>
/// <param name="Rates">What is not listed here costs what it costs without a class.</param>
/// <param name="Tiers">Prices of long prompts in this class, by rising threshold.</param>
public sealed record ServiceTierPrice(string Name, TokenRates Rates, IReadOnlyList<PriceTier> Tiers);

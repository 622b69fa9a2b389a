using Dashboard.Events;

namespace Dashboard.Pricing.Importing;

/// <summary>What a list of prices says, as far as it can be represented.</summary>
/// <param name="Format">Whose format it is.</param>
/// <param name="Prices">One or, where the list dates its prices, several per model and provider.</param>
/// <param name="Skipped">Models without a price that can be represented.</param>
/// <param name="LeftOut">Models whose price is complete for tokens, but of which something else was left out.</param>
public sealed record PriceImport(
    string Format,
    IReadOnlyList<ModelPrice> Prices,
    IReadOnlyList<ModelNote> Skipped,
    IReadOnlyList<ModelNote> LeftOut)
{
    /// <summary>The order of the models that are known by patterns; null where the format has none.</summary>
    public IReadOnlyList<ListedOrder>? Order => Prices.Any(price => price.Match is not null)
        ? [.. Prices.Where(price => price.Match is not null)
            .GroupBy(price => price.Provider!)
            .Select(group => new ListedOrder(group.Key, [.. group.Select(price => price.Model).Distinct()]))]
        : null;
}

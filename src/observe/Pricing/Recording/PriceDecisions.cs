using Dashboard.Events;
using Dashboard.Pricing.Importing;

namespace Dashboard.Pricing.Recording;

/// <summary>What a command adds to the recorded prices. Pure: what is recorded comes in, facts go out.</summary>
internal static class PriceDecisions
{
    /// <summary>
    /// The row that already says what is to be set, so that a repeated request changes nothing; null where none does.
    /// </summary>
    public static PriceRow? AlreadySet(IReadOnlyList<PriceRow> recorded, ModelPrice price) =>
        Latest(recorded, PriceLayer.Set, price) is { } row
        && row.Price.EffectiveFrom == price.EffectiveFrom
        && SaysTheSame(row.Price, price)
            ? row
            : null;

    /// <summary>
    /// The prices of a list that differ from what earlier imports say for their date. Prices that somebody set do not
    /// count:
    /// they stay above those of their date, and an unchanged list must not pass them by being newer.
    /// </summary>
    public static IReadOnlyList<ModelPrice> Changed(IReadOnlyList<PriceRow> recorded, PriceImport import)
    {
        var byModel = recorded
            .Where(row => row.Layer == PriceLayer.Imported)
            .ToLookup(row => (row.Price.Provider, row.Price.Model));
        return
        [
            .. import.Prices.Where(price =>
                Latest([.. byModel[(price.Provider, price.Model)]], PriceLayer.Imported, price) is not { } row
                || !SaysTheSame(row.Price, price)),
        ];
    }

    private static PriceRow? Latest(IReadOnlyList<PriceRow> recorded, PriceLayer layer, ModelPrice price) => recorded
        .Where(row => row.Layer == layer
            && row.Price.Provider == price.Provider
            && row.Price.Model == price.Model
            && row.Price.EffectiveFrom <= price.EffectiveFrom)
        .OrderBy(row => row.Price.EffectiveFrom)
        .ThenBy(row => row.Order)
        .LastOrDefault();

    private static bool SaysTheSame(ModelPrice a, ModelPrice b) =>
        a.CostsTheSameAs(b) && a.ByMaker == b.ByMaker && a.Match == b.Match && a.Aliases.SequenceEqual(b.Aliases);
}

using Dashboard.Events;

namespace Dashboard.Telemetry.Pricing.Importing;

/// <summary>What a list of prices says, as far as it can be represented.</summary>
/// <param name="Format">Whose format it is.</param>
/// <param name="Prices">One or, where the list dates its prices, several per model and provider.</param>
/// <param name="Skipped">Models without a price that can be represented.</param>
/// <param name="LeftOut">Models whose price is complete for tokens, but of which something else was left out.</param>
internal sealed record PriceImport(
    string Format,
    IReadOnlyList<ModelPrice> Prices,
    IReadOnlyList<ModelNote> Skipped,
    IReadOnlyList<ModelNote> LeftOut);

using Dashboard.Pricing;

namespace Dashboard.Costs.Page;

/// <summary>Finds prices and says what they are. Pure.</summary>
internal static class PriceSearch
{
    /// <summary>
    /// The rows whose model, alias, provider, person or source holds every word; by model, the newest date first.
    /// </summary>
    public static IReadOnlyList<PriceRow> Find(IEnumerable<PriceRow> rows, string? query)
    {
        var words = (query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. rows
                .Where(row => words.All(word => Texts(row).Any(text =>
                    text.Contains(word, StringComparison.OrdinalIgnoreCase))))
                .OrderBy(row => row.Price.Model, StringComparer.Ordinal)
                .ThenBy(row => row.Price.Provider, StringComparer.Ordinal)
                .ThenByDescending(row => row.Price.EffectiveFrom ?? DateTimeOffset.MinValue)
                .ThenByDescending(row => row.Layer)
                .ThenByDescending(row => row.Order),
        ];
    }

    /// <summary>Whether the row prices calls that start now.</summary>
    public static string State(PriceRow row, bool isInForce, DateTimeOffset now) =>
        isInForce ? "now" : row.Price.EffectiveFrom > now ? "later" : "replaced";

    public static string SaidBy(PriceRow row, Func<string, string> nameOf) => row.Layer switch
    {
        PriceLayer.BuiltIn => row.Price.CheckedOn is { } day ? $"built in, checked {day:yyyy-MM-dd}" : "built in",
        PriceLayer.Imported => $"imported by {(row.Actor is { } actor ? nameOf(actor) : "another program")}",
        _ => $"set by {(row.Actor is { } actor ? nameOf(actor) : "another program")}",
    };

    /// <summary>Where a price comes from, without who said it.</summary>
    public static string Layer(PriceLayer layer) => layer switch
    {
        PriceLayer.BuiltIn => "built in",
        PriceLayer.Imported => "imported",
        _ => "set",
    };

    private static IEnumerable<string> Texts(PriceRow row) =>
        new[] { row.Price.Model, row.Price.Provider, row.Actor, row.Price.Source }.OfType<string>()
            .Concat(row.Price.Aliases);
}

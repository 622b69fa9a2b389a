using Dashboard.Events;

namespace Dashboard.Pricing.Tests;

/// <summary>Prices for tests, told apart by their input price.</summary>
internal static class SomePrice
{
    private static long s_order;

    /// <summary>A quiet moment on which tests stand.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>0.15 / 0.075 / 0.60.</summary>
    public static readonly TokenRates Mini = new() { Input = 0.15m, CacheRead = 0.075m, Output = 0.60m };

    public static PriceRow Row(
        string? provider,
        string model,
        decimal input,
        PriceLayer layer = PriceLayer.BuiltIn,
        DateTimeOffset? from = null,
        bool byMaker = false,
        params string[] aliases)
    {
        var order = Interlocked.Increment(ref s_order);
        return new PriceRow($"row:{order}", layer, new ModelPrice
        {
            Provider = provider,
            Model = model,
            Aliases = aliases,
            ByMaker = byMaker,
            EffectiveFrom = from,
            Rates = new TokenRates { Input = input, Output = 10 * input },
        }, order);
    }

    /// <summary>Input price of the row that would price the call; null for none.</summary>
    public static decimal? InputPrice(this PriceBook book, string? provider, string model, DateTimeOffset? at = null) =>
        book.Find(provider, model, at ?? Start)?.Price.Rates.Input;
}

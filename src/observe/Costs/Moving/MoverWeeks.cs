using Dashboard.Costs.Days;
using Dashboard.Events;
using Dashboard.Pricing;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;

namespace Dashboard.Costs.Moving;

/// <summary>
/// Sums two weeks by group, and divides the exact cost among the kinds of tokens. Within one day, model and provider
/// the
/// kinds share the cost in proportion to tokens × listed price, so that long-prompt prices and rounding end up in the
/// price and the shares sum to what was billed. Without a listed price all tokens of the day share alike.
/// </summary>
internal sealed class MoverWeeks(CostScope scope, Dimension by, DateOnly today, PriceBook book)
{
    private readonly Dictionary<Cell, CallCounters> _cells = [];

    public void Add(in CostRow row)
    {
        var day = scope.DayOf(row.Start);
        var name = by == Dimension.User ? row.User : row.Key.ValueOf(by);
        var cell = new Cell(name, day, row.Key.Provider, row.Key.Model);
        _cells[cell] = _cells.GetValueOrDefault(cell) + row.Sums;
    }

    /// <summary>The largest change first; groups that cost nothing in both weeks are left out.</summary>
    public IReadOnlyList<Mover> Movers() =>
    [
        .. _cells
            .GroupBy(cell => (cell.Key.Name, IsNull: cell.Key.Name is null))
            .Select(group => Of(group.Key.Name, group))
            .Where(mover => mover.Before.Cost.Value != 0 || mover.After.Cost.Value != 0)
            .OrderByDescending(mover => Math.Abs(mover.Change.Total.Value))
            .ThenBy(mover => mover.Name, StringComparer.Ordinal),
    ];

    private Mover Of(string? name, IEnumerable<KeyValuePair<Cell, CallCounters>> cells)
    {
        var (before, after) = (MoverSide.None, MoverSide.None);
        foreach (var (cell, sums) in cells)
        {
            if (cell.Day < today.AddDays(-7))
            {
                before += SideOf(cell, sums);
            }
            else
            {
                after += SideOf(cell, sums);
            }
        }

        return new Mover(name, before, after, CostChange.Between(before, after));
    }

    private MoverSide SideOf(Cell cell, CallCounters sums)
    {
        if (sums.PricedCalls == 0)
        {
            return MoverSide.None with { Unpriced = sums.UnpricedCalls };
        }

        // Tokens of calls without a price are in the sums too; they are taken to be as many as those of the others.
        var share = (decimal)sums.PricedCalls / (sums.PricedCalls + sums.UnpricedCalls);
        var rates = book.Find(cell.Provider, cell.Model, scope.StartOf(cell.Day))?.Price.Rates ?? new TokenRates();
        var reasoning = sums.ReasoningTokens * (TokenBucket.Reasoning.Price(rates) ?? 0);
        var text = (sums.OutputTokens - sums.ReasoningTokens) * (TokenBucket.Output.Price(rates) ?? 0);
        var fresh = sums.InputTokens - sums.CachedTokens - sums.CacheWriteTokens;
        TokenSpend Spend(long tokens, TokenBucket bucket) => new(tokens, tokens * (bucket.Price(rates) ?? 0));
        return Billed(
            [
                Spend(fresh, TokenBucket.Input), Spend(sums.CachedTokens, TokenBucket.CacheRead),
                Spend(sums.CacheWriteTokens, TokenBucket.CacheWrite),
                new TokenSpend(sums.OutputTokens, reasoning + text),
            ],
            sums,
            share);
    }

    private static MoverSide Billed(TokenSpend[] listed, CallCounters sums, decimal share)
    {
        var cost = new Nanodollars(sums.CostNano);
        var all = listed.Sum(kind => kind.Dollars);
        var tokens = listed.Sum(kind => kind.Tokens);
        TokenSpend Part(TokenSpend kind) => new(
            kind.Tokens * share,
            all > 0 ? kind.Dollars / all * cost.Dollars
            : tokens > 0 ? kind.Tokens / tokens * cost.Dollars
            : 0);
        return new MoverSide(
            sums.PricedCalls, cost, Part(listed[0]), Part(listed[1]), Part(listed[2]), Part(listed[3]))
        {
            Unpriced = sums.UnpricedCalls,
        };
    }

    private readonly record struct Cell(string? Name, DateOnly Day, string? Provider, string? Model);
}

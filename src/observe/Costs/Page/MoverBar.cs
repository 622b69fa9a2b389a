using System.Globalization;
using Dashboard.Costs.Moving;

namespace Dashboard.Costs.Page;

/// <summary>
/// The parts of a change as bars: what made it dearer goes right from zero, what made it cheaper left. Pure.
/// </summary>
internal static class MoverBar
{
    /// <summary>From -100 to 100 units around zero.</summary>
    public const int Half = 100;

    /// <summary>The parts in the order of the legend: volume, tokens, price, cache.</summary>
    public static IReadOnlyList<(string Name, string X, string Width)> Parts(CostChange change, long largest)
    {
        (string, long)[] parts =
        [
            ("volume", change.Volume.Value), ("tokens", change.Tokens.Value), ("price", change.Price.Value),
            ("cache", change.Cache.Value),
        ];
        var (right, left) = (0m, 0m);
        var bars = new List<(string, string, string)>();
        foreach (var (name, value) in parts.Where(part => part.Item2 != 0))
        {
            var width = largest == 0 ? 0 : Math.Abs((decimal)value) / largest * Half;
            left -= value < 0 ? width : 0;
            bars.Add((name, Text(value < 0 ? left : right), Text(width)));
            right += value > 0 ? width : 0;
        }

        return bars;
    }

    /// <summary>The longest side of any change, in nanodollars: the scale that all bars share.</summary>
    public static long Largest(IEnumerable<Mover> movers) => movers
        .Select(mover => mover.Change)
        .SelectMany(change =>
        {
            long[] parts = [change.Volume.Value, change.Tokens.Value, change.Price.Value, change.Cache.Value];
            return new[] { parts.Where(part => part > 0).Sum(), -parts.Where(part => part < 0).Sum() };
        })
        .DefaultIfEmpty()
        .Max();

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

namespace Dashboard.Costs.Page;

/// <summary>Round values for the lines of a drawing.</summary>
internal static class Ticks
{
    /// <summary>Three to six multiples of 1, 2 or 5 × 10^n within the range, 0 among them when it is in it.</summary>
    /// <param name="low">At most <paramref name="high"/>.</param>
    /// <param name="high">Above <paramref name="low"/>.</param>
    public static IReadOnlyList<decimal> Of(decimal low, decimal high)
    {
        var unit = 1m;
        while (unit * 10 < high - low)
        {
            unit *= 10;
        }

        while (unit > high - low && unit > 0.000_000_1m)
        {
            unit /= 10;
        }

        var step = new[] { unit / 5, unit / 2, unit, unit * 2, unit * 5 }.First(size => (high - low) / size <= 5);
        var ticks = new List<decimal>();
        for (var at = decimal.Ceiling(low / step) * step; at <= high; at += step)
        {
            ticks.Add(at);
        }

        return ticks;
    }
}

namespace Dashboard.Statistics;

/// <summary>
/// The score interval of a proportion (Wilson, J. Am. Stat. Assoc. 22, 1927), and the interval of a difference of two
/// proportions made from two of them (Newcombe, Statist. Med. 17, 1998, method 10). Both at 95 %.
/// </summary>
public static class Wilson
{
    private const double Z = 1.959963984540054;

    /// <summary>The bounds as shares, 0 to 1. Without observations everything is possible: (0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Hits are negative or more than n.</exception>
    public static (double Low, double High) Interval(long hits, long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, n);
        if (n == 0)
        {
            return (0, 1);
        }

        var p = (double)hits / n;
        var z2 = Z * Z;
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z / (1 + (z2 / n)) * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));
        return (hits == 0 ? 0 : Math.Max(0, centre - half), hits == n ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>The bounds of (second share − first share).</summary>
    public static (double Low, double High) Difference(long hits1, long n1, long hits2, long n2)
    {
        var (low1, high1) = Interval(hits1, n1);
        var (low2, high2) = Interval(hits2, n2);
        var p1 = n1 == 0 ? 0.5 : (double)hits1 / n1;
        var p2 = n2 == 0 ? 0.5 : (double)hits2 / n2;
        var difference = p2 - p1;
        return (
            difference - Math.Sqrt(Square(p2 - low2) + Square(high1 - p1)),
            difference + Math.Sqrt(Square(high2 - p2) + Square(p1 - low1)));
    }

    private static double Square(double x) => x * x;
}

namespace Dashboard.Costs.Forecasting;

/// <summary>Order statistics of a few numbers.</summary>
internal static class Quantiles
{
    /// <summary>The middle value; the mean of the two middle ones of an even count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no value.</exception>
    public static decimal Median(IReadOnlyCollection<decimal> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// The value that a further one of the same kind exceeds with probability 1 - <paramref name="level"/> at most:
    /// the ceil((n + 1) level)-th smallest of n (split conformal prediction; Vovk, Gammerman and Shafer 2005). Null
    /// where n is too small for the level.
    /// </summary>
    public static decimal? Conformal(IReadOnlyCollection<decimal> values, decimal level)
    {
        var rank = (int)decimal.Ceiling((values.Count + 1) * level);
        return rank > values.Count ? null : values.Order().ElementAt(rank - 1);
    }
}

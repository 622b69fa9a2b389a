namespace Dashboard.Explorer.ClientMetrics;

/// <summary>
/// Values of which only the buckets are known. Buckets of different histograms may overlap; a quantile is estimated as if
/// each bucket's values lay evenly between its bounds.
/// </summary>
public sealed class Distribution
{
    private readonly SortedDictionary<(double Upper, double Lower), double> _buckets = [];

    /// <summary>How many values lie up to each bound and above the one before.</summary>
    public IEnumerable<(double Upper, double Count)> Buckets =>
        _buckets.GroupBy(bucket => bucket.Key.Upper, (upper, buckets) => (upper, buckets.Sum(bucket => bucket.Value)));

    /// <summary>Adds values of one bucket.</summary>
    /// <param name="lower">Exclusive; minus infinity for the first bucket.</param>
    /// <param name="upper">Inclusive; infinity for the last.</param>
    /// <param name="count">How many values; negative takes some back.</param>
    public void Add(double lower, double upper, double count)
    {
        var rest = _buckets.GetValueOrDefault((upper, lower)) + count;
        if (rest == 0)
        {
            _buckets.Remove((upper, lower));
        }
        else
        {
            _buckets[(upper, lower)] = rest;
        }
    }

    /// <summary>Adds the buckets of another.</summary>
    public void Add(Distribution other)
    {
        foreach (var ((upper, lower), count) in other._buckets)
        {
            Add(lower, upper, count);
        }
    }

    /// <summary>Takes the buckets of an earlier one back.</summary>
    public void Subtract(Distribution other)
    {
        foreach (var ((upper, lower), count) in other._buckets)
        {
            Add(lower, upper, -count);
        }
    }

    /// <summary>An estimate within the bucket that holds the quantile; an open bucket gives its one bound. Null without values.</summary>
    public double? Quantile(double share)
    {
        var total = _buckets.Values.Sum();
        if (total <= 0)
        {
            return null;
        }

        var (rank, below) = (share * total, 0.0);
        foreach (var ((upper, lower), count) in _buckets)
        {
            if (below + count >= rank && count > 0)
            {
                return double.IsInfinity(upper) ? Finite(lower)
                    : upper - ((Finite(upper) - Math.Max(Finite(lower), Math.Min(0, upper))) * (1 - ((rank - below) / count)));
            }

            below += count;
        }

        return Finite(_buckets.Keys.Last().Upper);
    }

    private static double Finite(double bound) => double.IsInfinity(bound) ? 0 : bound;
}

namespace Dashboard.Bench.Gateway;

/// <summary>What one target did, round by round.</summary>
internal sealed class Series
{
    private readonly List<(List<double> Sorted, double PerSecond)> _rounds = [];

    private readonly List<double> _own = [];

    /// <summary>Calls without a whole answer.</summary>
    public int Failures { get; private set; }

    public int Calls { get; private set; }

    /// <summary>The median round's rate of whole answers.</summary>
    public double PerSecond => Quantile([.. _rounds.Select(round => round.PerSecond).Order()], 0.5);

    /// <summary>A quantile over all rounds, in milliseconds.</summary>
    public double At(double q) => Quantile([.. _rounds.SelectMany(round => round.Sorted).Order()], q);

    /// <summary>A quantile of what our gateway says that it took itself.</summary>
    public double Own(double q) => Quantile([.. _own.Order()], q);

    public void Add(IReadOnlyCollection<Sample> samples, bool first, TimeSpan took)
    {
        var good = samples.Where(sample => sample.IsGood).ToList();
        _own.AddRange(samples.Select(sample => sample.Own).OfType<double>());
        Calls += samples.Count;
        Failures += samples.Count - good.Count;
        _rounds.Add((
            [.. good.Select(sample => first ? sample.First : sample.Whole).Order()], good.Count / took.TotalSeconds));
    }

    /// <summary>
    /// The difference of a quantile, round by round, and of these the median: what else the machine did meets both
    /// alike.
    /// </summary>
    public double Added(Series direct, double q) => Quantile(
        [
            .. _rounds.Zip(direct._rounds, (mine, theirs) => Quantile(mine.Sorted, q) - Quantile(theirs.Sorted, q))
                .Order(),
        ],
        0.5);

    /// <summary>The median, over the rounds, of this rate by the other's.</summary>
    public double RateBy(Series other) => Quantile(
        [.. _rounds.Zip(other._rounds, (mine, theirs) => mine.PerSecond / theirs.PerSecond).Order()], 0.5);

    private static double Quantile(List<double> sorted, double q) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)(q * (sorted.Count - 1))];
}

namespace Dashboard.Bench.Decisions;

/// <summary>What was measured of one version of the console.</summary>
internal sealed class DecisionTimes
{
    public List<double> Append { get; } = [];

    public List<double> Durable { get; } = [];

    public List<double> Served { get; } = [];

    /// <summary>Processor time of the console until it was ready, over an empty database.</summary>
    public List<double> FirstStart { get; } = [];

    /// <summary>The same over a database that is there.</summary>
    public List<double> Start { get; } = [];

    /// <summary>Resident memory after all, in bytes.</summary>
    public double Memory { get; set; }

    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }
}

namespace Dashboard.Bench.Metrics;

/// <summary>How long a question took, asked of the console with fewer calls and of the one with more.</summary>
internal sealed class MetricsTimes
{
    public List<TimeSpan> Fewer { get; } = [];

    public List<TimeSpan> More { get; } = [];

    /// <summary>The medians, in milliseconds.</summary>
    public (double Fewer, double More) P50 => (At(Fewer, 0.5), At(More, 0.5));

    /// <inheritdoc cref="P50"/>
    public (double Fewer, double More) P95 => (At(Fewer, 0.95), At(More, 0.95));

    private static double At(List<TimeSpan> times, double quantile) =>
        times.Order().ElementAt((int)(quantile * (times.Count - 1))).TotalMilliseconds;
}

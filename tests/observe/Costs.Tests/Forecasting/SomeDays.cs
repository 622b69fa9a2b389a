using Dashboard.Costs.Forecasting;

namespace Dashboard.Costs.Tests.Forecasting;

/// <summary>
/// Synthetic days: a level, a weekday pattern and noise, all known to the test and none to the model.
/// </summary>
internal static class SomeDays
{
    public static readonly DateOnly Monday = new(2026, 6, 1);

    /// <summary>By <see cref="DayOfWeek"/>: quiet weekends, busy Tuesdays.</summary>
    public static readonly decimal[] Pattern = [0.3m, 1.2m, 1.5m, 1.3m, 1.2m, 1.1m, 0.4m];

    /// <summary>Noise is uniform within ± <paramref name="noise"/> of each day.</summary>
    public static DaySeries Series(int days, int seed, decimal level = 20, decimal noise = 0.15m)
    {
        var random = new Random(seed);
        return new DaySeries(Monday, [.. Enumerable.Range(0, days).Select(i =>
            level * Pattern[(int)Monday.AddDays(i).DayOfWeek]
                * (1 + (noise * (decimal)((2 * random.NextDouble()) - 1))))]);
    }

    public static decimal Sum(DaySeries series, int from, int days) => series.Dollars.Skip(from).Take(days).Sum();
}

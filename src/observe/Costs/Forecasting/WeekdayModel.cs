namespace Dashboard.Costs.Forecasting;

/// <summary>
/// A level times a factor for the day of the week; no trend, so that a month is never extrapolated into growth that was
/// not seen.
/// <para>
/// Factors: the median over the weeks of y(t) / mean(y(t-3) .. y(t+3)), scaled to a mean of 1 (ratio to moving average,
/// classical multiplicative decomposition). Level: simple exponential smoothing of y(t) / factor, the smoothing weight
/// being the one of five with the least one-step squared error. Both: Hyndman and Athanasopoulos, Forecasting:
/// Principles and Practice, 3rd edition, sections 3.4 and 8.1.
/// </para>
/// </summary>
/// <param name="Level">Dollars of an average day.</param>
/// <param name="Factors">By <see cref="DayOfWeek"/>; all 1 while fewer than two weeks are known.</param>
internal sealed record WeekdayModel(decimal Level, IReadOnlyList<decimal> Factors)
{
    /// <summary>Days that a forecast needs.</summary>
    public const int LeastDays = 7;

    private const int Week = 7;
    private static readonly decimal[] s_weights = [0.05m, 0.1m, 0.2m, 0.3m, 0.5m];

    /// <summary>The expected dollars of a day.</summary>
    public decimal At(DateOnly day) => Level * Factors[(int)day.DayOfWeek];

    /// <summary>Null where fewer than <see cref="LeastDays"/> are known.</summary>
    public static WeekdayModel? Fit(DaySeries history)
    {
        if (history.Count < LeastDays)
        {
            return null;
        }

        var factors = history.Count < 2 * Week ? Even() : FactorsOf(history);
        // A day of the week on which nothing ever happens says nothing about the level.
        var plain = history.Dollars
            .Select((dollars, i) => (dollars, factor: factors[(int)history.DayAt(i).DayOfWeek]))
            .Where(day => day.factor > 0)
            .Select(day => day.dollars / day.factor)
            .ToList();
        return new WeekdayModel(Smoothed(plain), factors);
    }

    private static decimal[] Even() => [1, 1, 1, 1, 1, 1, 1];

    private static decimal[] FactorsOf(DaySeries history)
    {
        var ratios = Enumerable.Range(0, Week).Select(_ => new List<decimal>()).ToArray();
        for (var t = 3; t + 3 < history.Count; t++)
        {
            var mean = 0m;
            for (var i = t - 3; i <= t + 3; i++)
            {
                mean += history.Dollars[i] / Week;
            }

            if (mean > 0)
            {
                ratios[(int)history.DayAt(t).DayOfWeek].Add(history.Dollars[t] / mean);
            }
        }

        var factors = ratios.Select(known => known.Count == 0 ? 1 : Quantiles.Median(known)).ToArray();
        var sum = factors.Sum();
        return sum > 0 ? [.. factors.Select(factor => factor * Week / sum)] : Even();
    }

    private static decimal Smoothed(List<decimal> values)
    {
        var (best, least) = (0m, decimal.MaxValue);
        foreach (var weight in s_weights)
        {
            var level = values.Take(Week).Average();
            var squares = 0m;
            foreach (var value in values.Skip(Week))
            {
                var error = value - level;
                squares += error * error;
                level += weight * error;
            }

            if (squares < least)
            {
                (best, least) = (level, squares);
            }
        }

        return best;
    }
}

namespace Dashboard.Costs.Forecasting;

/// <summary>
/// How wrong the forecast would have been. Rolling origin: for each past day the model is fitted to the days before it
/// alone and compared with the days that followed (Hyndman and Athanasopoulos, section 5.10). Errors are those of sums
/// from the origin on, relative to the forecast, because a budget is spent in sums. Origins of neighbouring days share
/// days, so the errors are not independent and a band's level is nominal.
/// </summary>
/// <param name="Errors">By horizon, from one day on: |actual / forecast - 1| of each origin.</param>
/// <param name="NaiveErrors">The same of the mean of the last four weeks.</param>
internal sealed record Backtest(
    IReadOnlyList<IReadOnlyList<decimal>> Errors, IReadOnlyList<IReadOnlyList<decimal>> NaiveErrors)
{
    private const int NaiveDays = 28;

    /// <summary>Whole days that the first origin needs: two weeks, as the weekday effect does.</summary>
    private const int LeastTraining = 14;

    public static Backtest Run(DaySeries history, int horizon)
    {
        var ours = Enumerable.Range(0, horizon).Select(_ => new List<decimal>()).ToList();
        var naive = Enumerable.Range(0, horizon).Select(_ => new List<decimal>()).ToList();
        for (var origin = LeastTraining; origin < history.Count; origin++)
        {
            var known = history.Until(origin);
            var model = WeekdayModel.Fit(known)!;
            Compare(history, origin, model.At, ours);
            var mean = known.Dollars.TakeLast(NaiveDays).Average();
            Compare(history, origin, _ => mean, naive);
        }

        return new Backtest(ours, naive);
    }

    /// <summary>The level that so many errors can support: 95 % from 19 on, 80 % from 4 on, else none.</summary>
    public decimal? LevelAt(int horizon) => Errors[horizon - 1].Count switch
    {
        >= 19 => 0.95m,
        >= 4 => 0.80m,
        _ => null,
    };

    /// <summary>Half the width of the band at a level, as a share of the forecast sum.</summary>
    public decimal? MarginAt(int horizon, decimal level) => Quantiles.Conformal(Errors[horizon - 1], level);

    public decimal? MedianErrorAt(int horizon) => Median(Errors[horizon - 1]);

    public decimal? NaiveMedianErrorAt(int horizon) => Median(NaiveErrors[horizon - 1]);

    private static decimal? Median(IReadOnlyList<decimal> errors) =>
        errors.Count == 0 ? null : Quantiles.Median(errors);

    private static void Compare(
        DaySeries history, int origin, Func<DateOnly, decimal> forecast, List<List<decimal>> errors)
    {
        var (expected, actual) = (0m, 0m);
        for (var h = 0; h < errors.Count && origin + h < history.Count; h++)
        {
            expected += forecast(history.DayAt(origin + h));
            actual += history.Dollars[origin + h];
            if (expected > 0)
            {
                errors[h].Add(Math.Abs((actual / expected) - 1));
            }
        }
    }
}

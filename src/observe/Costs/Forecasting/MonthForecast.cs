using Dashboard.Events;

namespace Dashboard.Costs.Forecasting;

/// <summary>The rest of a month, from today to its last day.</summary>
public sealed record MonthForecast
{
    /// <summary>Today first; never empty.</summary>
    public required IReadOnlyList<ForecastDay> Days { get; init; }

    /// <summary>The nominal level of the band at the month's end, such as 0.95; null without a band.</summary>
    public required decimal? Level { get; init; }

    /// <summary>
    /// The median error of forecasts as long as this one on past days that they had not seen, as a share; null while
    /// there are too few past days.
    /// </summary>
    public required decimal? MedianError { get; init; }

    /// <summary>The same of a plain mean of the last four weeks.</summary>
    public required decimal? NaiveMedianError { get; init; }

    /// <summary>How many past forecasts the errors come from.</summary>
    public required int Origins { get; init; }

    /// <summary>How many whole days the forecast rests on.</summary>
    public required int HistoryDays { get; init; }

    public ForecastDay MonthEnd => Days[^1];

    /// <summary>Forecasts from today to the end of its month. Null where too few whole days are known.</summary>
    /// <param name="history">Whole days up to yesterday.</param>
    /// <param name="today">The day that is under way.</param>
    /// <param name="spentBefore">The month's cost up to yesterday.</param>
    /// <param name="spentToday">What today has cost so far: today will not cost less.</param>
    internal static MonthForecast? Of(
        DaySeries history, DateOnly today, Nanodollars spentBefore, Nanodollars spentToday)
    {
        if (WeekdayModel.Fit(history) is not { } model)
        {
            return null;
        }

        var length = DateTime.DaysInMonth(today.Year, today.Month) - today.Day + 1;
        var backtest = Backtest.Run(history, length);
        var level = backtest.LevelAt(length);
        return new MonthForecast
        {
            Days = DaysOf(model, backtest, level, today, length, spentBefore, spentToday),
            Level = level,
            MedianError = backtest.MedianErrorAt(length),
            NaiveMedianError = backtest.NaiveMedianErrorAt(length),
            Origins = backtest.Errors[length - 1].Count,
            HistoryDays = history.Count,
        };
    }

    private static List<ForecastDay> DaysOf(
        WeekdayModel model, Backtest backtest, decimal? level, DateOnly today, int length, Nanodollars spentBefore,
        Nanodollars spentToday)
    {
        var days = new List<ForecastDay>();
        var floor = spentBefore + spentToday;
        var sum = 0m;
        for (var h = 1; h <= length; h++)
        {
            var day = today.AddDays(h - 1);
            var expected = h == 1 ? Math.Max(model.At(day), spentToday.Dollars) : model.At(day);
            sum += expected;
            var margin = level is { } known ? backtest.MarginAt(h, known) * sum : null;
            days.Add(new ForecastDay(
                day,
                Nanodollars.FromDollars(expected),
                spentBefore + Nanodollars.FromDollars(sum),
                margin is null ? null : Later(floor, spentBefore + Nanodollars.FromDollars(sum - margin.Value)),
                margin is null ? null : spentBefore + Nanodollars.FromDollars(sum + margin.Value)));
        }

        return days;
    }

    private static Nanodollars Later(Nanodollars spent, Nanodollars low) => spent > low ? spent : low;
}

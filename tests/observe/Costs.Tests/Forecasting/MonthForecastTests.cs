using Dashboard.Costs.Forecasting;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Costs.Tests.Forecasting;

public sealed class MonthForecastTests
{
    private const int Known = 84;
    private static readonly DateOnly s_today = SomeDays.Monday.AddDays(Known);

    [Fact]
    public void The_band_covers_days_that_the_model_has_not_seen_as_often_as_it_says()
    {
        var covered = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var series = SomeDays.Series(Known + 31, seed);
            var forecast = Of(series.Until(Known))!;
            Assert.Equal(0.95m, forecast.Level);
            var actual = SomeDays.Sum(series, Known, forecast.Days.Count);
            covered += forecast.MonthEnd.Low!.Value.Dollars <= actual
                && actual <= forecast.MonthEnd.High!.Value.Dollars ? 1 : 0;
        }

        Assert.InRange(covered, 88, 100);
    }

    [Fact]
    public void Sums_of_unseen_days_are_nearer_than_those_of_a_plain_mean()
    {
        var (ours, naive) = (0m, 0m);
        for (var seed = 0; seed < 100; seed++)
        {
            var series = SomeDays.Series(Known + 31, seed);
            var mean = series.Until(Known).Dollars.TakeLast(28).Average();
            foreach (var (day, h) in Of(series.Until(Known))!.Days.Select((day, h) => (day, h)))
            {
                var actual = SomeDays.Sum(series, Known, h + 1);
                ours += Math.Abs(day.Total.Dollars - actual) / actual;
                naive += Math.Abs((mean * (h + 1)) - actual) / actual;
            }
        }

        Assert.True(ours < naive / 2, $"ours {ours:0.00}, naive mean {naive:0.00}");
    }

    [Fact]
    public void The_backtest_sees_the_difference_too()
    {
        var backtest = Backtest.Run(SomeDays.Series(Known, seed: 5), horizon: 3);
        Assert.True(backtest.MedianErrorAt(3) < backtest.NaiveMedianErrorAt(3) / 2);
    }

    [Fact]
    public void A_backtest_forecast_does_not_change_when_the_days_after_its_origin_do()
    {
        var series = SomeDays.Series(30, seed: 3);
        decimal[] changed = [.. series.Dollars.Take(29), 1_000];
        var before = Backtest.Run(series, horizon: 1).Errors[0];
        var after = Backtest.Run(series with { Dollars = changed }, horizon: 1).Errors[0];
        Assert.Equal(before.SkipLast(1), after.SkipLast(1));
        Assert.NotEqual(before[^1], after[^1]);
    }

    [Fact]
    public void A_short_history_gives_a_forecast_without_a_band()
    {
        var forecast = Of(SomeDays.Series(10, seed: 1))!;
        Assert.Null(forecast.Level);
        Assert.Null(forecast.MedianError);
        Assert.All(forecast.Days, day => Assert.Null(day.Low));
        Assert.Null(Of(SomeDays.Series(6, seed: 1)));
    }

    [Fact]
    public void The_month_does_not_cost_less_than_it_has_cost_already()
    {
        var spent = Nanodollars.FromDollars(700);
        var forecast = MonthForecast.Of(SomeDays.Series(Known, seed: 1), s_today, spent, Nanodollars.FromDollars(99))!;
        Assert.Equal(Nanodollars.FromDollars(799), forecast.Days[0].Total);
        Assert.All(forecast.Days, day => Assert.True(day.Low >= Nanodollars.FromDollars(799)));
        Assert.Equal(new DateOnly(s_today.Year, s_today.Month, 1).AddMonths(1).AddDays(-1), forecast.MonthEnd.Day);
    }

    [Theory]
    [InlineData(3, 0.8, null)]
    [InlineData(4, 0.8, 4)]
    [InlineData(19, 0.95, 19)]
    [InlineData(39, 0.95, 38)]
    public void A_conformal_quantile_is_the_order_statistic_of_its_definition(int n, double level, int? expected) =>
        Assert.Equal(
            (decimal?)expected,
            Quantiles.Conformal([.. Enumerable.Range(1, n).Select(i => (decimal)i)], (decimal)level));

    private static MonthForecast? Of(DaySeries history) => MonthForecast.Of(
        history, SomeDays.Monday.AddDays(history.Count), Nanodollars.Zero, Nanodollars.Zero);
}

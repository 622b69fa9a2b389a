using Dashboard.Costs.Forecasting;
using Xunit;

namespace Dashboard.Costs.Tests.Forecasting;

public sealed class WeekdayModelTests
{
    [Fact]
    public void A_pattern_without_noise_is_found_exactly()
    {
        var series = SomeDays.Series(56, seed: 1, noise: 0);
        var model = WeekdayModel.Fit(series)!;
        foreach (var ahead in Enumerable.Range(56, 14))
        {
            var day = SomeDays.Monday.AddDays(ahead);
            Assert.Equal((double)(20 * SomeDays.Pattern[(int)day.DayOfWeek]), (double)model.At(day), 6);
        }
    }

    [Fact]
    public void Less_than_a_week_is_no_forecast_and_less_than_two_have_no_weekday_effect()
    {
        Assert.Null(WeekdayModel.Fit(SomeDays.Series(6, seed: 1)));
        Assert.All(WeekdayModel.Fit(SomeDays.Series(13, seed: 1))!.Factors, factor => Assert.Equal(1, factor));
    }

    [Fact]
    public void Days_on_which_nothing_ever_happens_are_forecast_as_nothing()
    {
        var series = new DaySeries(
            SomeDays.Monday,
            [.. Enumerable.Range(0, 42).Select(i => (decimal)(i % 7 < 5 ? 10 : 0))]);
        var model = WeekdayModel.Fit(series)!;
        Assert.Equal(0, model.At(SomeDays.Monday.AddDays(47)));
        Assert.Equal(10, model.At(SomeDays.Monday.AddDays(49)), 6);
    }

    [Fact]
    public void Nothing_spent_is_nothing_forecast()
    {
        var model = WeekdayModel.Fit(new DaySeries(SomeDays.Monday, [.. Enumerable.Repeat(0m, 30)]))!;
        Assert.Equal(0, model.At(SomeDays.Monday));
    }

    [Fact]
    public void A_lasting_change_of_level_is_followed()
    {
        decimal[] dollars = [.. Enumerable.Repeat(10m, 28), .. Enumerable.Repeat(30m, 28)];
        Assert.InRange(WeekdayModel.Fit(new DaySeries(SomeDays.Monday, dollars))!.Level, 29, 30);
    }
}

using Dashboard.Web.Pages.Overview;
using Xunit;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class TrendTests
{
    [Fact]
    public void Theil_and_Sens_slope_passes_over_wild_steps()
    {
        var trend = Trend.Of(Series(Enumerable.Range(0, 24).Select(i => i == 12 ? 90_000 : 1000 + (10.0 * i))))!;
        Assert.Equal(10, trend.PerHour, 6);
        Assert.True(trend.IsRising);
    }

    [Fact]
    public void Mann_and_Kendalls_p_value_is_that_of_the_textbook()
    {
        // S = 21 of n = 10 without ties: z = 20 / sqrt(125), p = 0.0736.
        double[] values = [1, 3, 2, 5, 4, 7, 0, 9, 6, 8];
        var score = 0;
        for (var i = 0; i < values.Length; i++)
        {
            score += values[(i + 1)..].Sum(later => Math.Sign(later - values[i]));
        }

        var expected = 2 * (1 - Phi((score - 1) / Math.Sqrt(125)));
        Assert.Equal(expected, Trend.Of(Series(values))!.P, 3);
    }

    [Fact]
    public void Ties_make_the_test_more_careful()
    {
        double[] stairs = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4];
        var tied = Trend.Of(Series(stairs))!.P;
        // S = 36, variance 125 - (3 * 3 * 2 * 11) / 18 = 114.
        Assert.Equal(2 * (1 - Phi(35 / Math.Sqrt(114))), tied, 3);
    }

    [Fact]
    public void Without_a_trend_it_cries_wolf_in_about_five_of_a_hundred_cases()
    {
        var random = new Random(7);
        var alarms = Enumerable.Range(0, 2000).Count(_ =>
            Trend.Of(Series(Enumerable.Range(0, 30).Select(_ => random.NextDouble())))!.P < 0.05);
        Assert.InRange(alarms, 60, 140);
    }

    [Fact]
    public void A_rise_that_nobody_would_notice_is_none()
    {
        var trend = Trend.Of(Series(Enumerable.Range(0, 24).Select(i => 1000 + (1.0 * i))))!;
        Assert.True(trend.P < 0.001);
        Assert.False(trend.IsRising);
    }

    [Fact]
    public void Falling_is_not_rising() =>
        Assert.False(Trend.Of(Series(Enumerable.Range(0, 24).Select(i => 1000 - (20.0 * i))))!.IsRising);

    [Fact]
    public void A_level_series_and_a_short_one_have_no_trend()
    {
        Assert.Equal(1, Trend.Of(Series(Enumerable.Repeat(5.0, 20)))!.P);
        Assert.Null(Trend.Of(Series(Enumerable.Range(0, 9).Select(i => (double)i))));
    }

    [Fact]
    public void Neighbours_of_a_long_series_are_taken_together()
    {
        var trend = Trend.Of(Series(Enumerable.Range(0, 1000).Select(i => 100.0 + i)))!;
        Assert.True(trend.Steps <= 120);
        Assert.Equal(1, trend.PerHour, 6);
    }

    private static List<(DateTimeOffset At, double Value)> Series(IEnumerable<double> hourly) =>
        [.. hourly.Select((value, i) => (Numbers.Now.AddHours(i), value))];

    // The normal distribution by its series, slow and exact.
    private static double Phi(double z)
    {
        var (sum, term) = (z, z);
        for (var i = 1; i < 200; i++)
        {
            term *= z * z / ((2 * i) + 1);
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }
}

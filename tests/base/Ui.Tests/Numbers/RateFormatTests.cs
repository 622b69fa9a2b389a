using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Ui.Tests.Numbers;

public sealed class RateFormatTests
{
    [Theory]
    [InlineData(0.125, "12.5 %")]
    [InlineData(0.0031, "0.31 %")]
    [InlineData(0.00994, "0.99 %")]
    [InlineData(0.00996, "1.0 %")]
    [InlineData(0d, "0 %")]
    [InlineData(1d, "100 %")]
    [InlineData(0.9999, "100.0 %")]
    [InlineData(null, "–")]
    [InlineData(double.NaN, "–")]
    public void A_share_is_shown_in_percent(double? share, string expected) =>
        Assert.Equal(expected, Plain(RateFormat.Percent(share)));

    [Theory]
    [InlineData(0, 0, "–")]
    [InlineData(1, 4, "n = 4")]
    [InlineData(1, 19, "n = 19")]
    [InlineData(1, 20, "5.0 %")]
    [InlineData(55, 440, "12.5 %")]
    public void Below_twenty_n_stands_in_place_of_the_rate(long hits, long n, string expected) =>
        Assert.Equal(expected, Plain(RateFormat.Of(hits, n)));

    [Theory]
    [InlineData(55, 440, "± 3.1")]
    [InlineData(35, 214, "± 4.9")]
    [InlineData(44, 14_024, "± 0.09")]
    [InlineData(3, 19, "")]
    [InlineData(20, 20, "[84, 100]")]
    [InlineData(99, 100, "[94.6, 99.8]")]
    [InlineData(0, 200, "[0.0, 1.9]")]
    public void The_margin_is_half_the_wilson_interval(long hits, long n, string expected) =>
        Assert.Equal(expected, RateFormat.Margin(hits, n));

    [Theory]
    [InlineData(0.097, 0.159, "[9.7, 15.9]")]
    [InlineData(-0.011, 0.005, "[−1.1, 0.5]")]
    [InlineData(0.1, 0.45, "[10, 45]")]
    public void An_interval_is_in_percent(double low, double high, string expected) =>
        Assert.Equal(expected, RateFormat.Interval(low, high));

    [Theory]
    [InlineData(0.1, "+10.0 pt")]
    [InlineData(0.029, "+2.9 pt")]
    [InlineData(-0.0002, "−0.02 pt")]
    [InlineData(0d, "0.00 pt")]
    [InlineData(null, "–")]
    public void A_change_of_a_rate_is_in_points(double? difference, string expected) =>
        Assert.Equal(expected, Plain(RateFormat.PointChange(difference)));

    [Theory]
    [InlineData(0.31, "+31 %")]
    [InlineData(-0.003, "−0.3 %")]
    [InlineData(0.0994, "+9.9 %")]
    [InlineData(0.0996, "+10 %")]
    [InlineData(-0.00001, "0.0 %")]
    [InlineData(null, "–")]
    public void A_change_of_an_amount_is_in_percent(double? change, string expected) =>
        Assert.Equal(expected, Plain(RateFormat.PercentChange(change)));

    private static string Plain(string text) => text.Replace('\u202F', ' ');
}

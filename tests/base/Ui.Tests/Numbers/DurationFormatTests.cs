using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Ui.Tests.Numbers;

public sealed class DurationFormatTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.04, "0.0 ms")]
    [InlineData(0.25, "0.3 ms")]
    [InlineData(4.2, "4.2 ms")]
    [InlineData(9.94, "9.9 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(240, "240 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.5, "1.00 s")]
    [InlineData(2_510, "2.51 s")]
    [InlineData(30_000, "30.00 s")]
    [InlineData(59_994, "59.99 s")]
    [InlineData(59_996, "1 min")]
    [InlineData(65_000, "1 min 05 s")]
    [InlineData(3_599_600, "1 h")]
    [InlineData(7_680_000, "2 h 08 min")]
    [InlineData(86_400_000, "1 d")]
    [InlineData(180_000_000, "2 d 2 h")]
    [InlineData(1e12, "11,574 d 1 h")]
    [InlineData(-240, "−240 ms")]
    public void Two_units_at_most(double milliseconds, string expected) =>
        Assert.Equal(expected, Plain(DurationFormat.Milliseconds(milliseconds)));

    [Theory]
    [InlineData(null)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_duration_is_unknown(double? milliseconds) =>
        Assert.Equal("–", DurationFormat.Milliseconds(milliseconds));

    [Theory]
    [InlineData(2_230, "2.23")]
    [InlineData(12_440, "12.4")]
    [InlineData(5_440, "5.4")]
    [InlineData(2_996, "3.0")]
    public void Seconds_can_stand_without_their_unit(double milliseconds, string expected) =>
        Assert.Equal(expected, DurationFormat.SecondsOnly(milliseconds));

    [Fact]
    public void The_space_before_a_unit_does_not_break() =>
        Assert.Equal("240\u202Fms", DurationFormat.Milliseconds(240));

    private static string Plain(string text) => text.Replace('\u202F', ' ');
}

using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Ui.Tests.Numbers;

public sealed class CountFormatTests
{
    [Theory]
    [InlineData(0L, "0")]
    [InlineData(23_046L, "23,046")]
    [InlineData(999_999L, "999,999")]
    [InlineData(1_000_000L, "1.00 M")]
    [InlineData(1_240_000L, "1.24 M")]
    [InlineData(38_100_000L, "38.1 M")]
    [InlineData(999_500_000L, "1.00 G")]
    [InlineData(4_900_000_000L, "4.90 G")]
    [InlineData(2_000_000_000_000L, "2.00 T")]
    [InlineData(-23_046L, "−23,046")]
    [InlineData(-1_240_000L, "−1.24 M")]
    [InlineData(long.MinValue, "−9,220,000 T")]
    [InlineData(null, "–")]
    public void Counts_are_grouped_and_shortened_from_a_million_on(long? count, string expected) =>
        Assert.Equal(expected, CountFormat.Whole(count).Replace('\u202F', ' '));

    [Theory]
    [InlineData(20.83, "20.8")]
    [InlineData(0.0333, "0.0333")]
    [InlineData(0d, "0")]
    [InlineData(999.6, "1,000")]
    [InlineData(1_240.4, "1,240")]
    [InlineData(double.NaN, "–")]
    [InlineData(null, "–")]
    public void A_rate_has_three_digits(double? perUnit, string expected) =>
        Assert.Equal(expected, CountFormat.Rate(perUnit));

    [Fact]
    public void The_exact_count_keeps_every_digit()
    {
        Assert.Equal("38,112,907", CountFormat.Exact(38_112_907));
        Assert.Equal("–", CountFormat.Exact(null));
    }

    [Fact]
    public void One_is_singular()
    {
        Assert.Equal("1 call", CountFormat.Of(1, "call", "calls"));
        Assert.Equal("0 calls", CountFormat.Of(0, "call", "calls"));
        Assert.Equal("41 calls", CountFormat.Of(41, "call", "calls"));
    }
}

using System.Globalization;
using CsCheck;
using Xunit;

namespace Dashboard.Events.Tests;

public sealed class NanodollarsTests
{
    [Theory]
    [InlineData("0.0000153", 15_300)]
    [InlineData("0.2501", 250_100_000)]
    [InlineData("0.0000000005", 1)]
    [InlineData("-0.0000000005", -1)]
    [InlineData("0.00000000049999", 0)]
    [InlineData("9223372036.854775807", long.MaxValue)]
    public void Dollars_are_rounded_to_the_nearest_nanodollar_halves_away_from_zero(string dollars, long expected) =>
        Assert.Equal(new Nanodollars(expected), Nanodollars.FromDollars(Decimal(dollars)));

    [Theory]
    [InlineData("9223372036.854775808")]
    [InlineData("-9223372036.854775809")]
    [InlineData("79228162514264337593543950335")]
    public void An_amount_that_cannot_be_held_throws_and_never_wraps(string dollars) =>
        Assert.Throws<OverflowException>(() => Nanodollars.FromDollars(Decimal(dollars)));

    [Fact]
    public void Arithmetic_is_checked()
    {
        var most = new Nanodollars(long.MaxValue);
        var least = new Nanodollars(long.MinValue);

        Assert.Throws<OverflowException>(() => most + new Nanodollars(1));
        Assert.Throws<OverflowException>(() => least - new Nanodollars(1));
        Assert.Throws<OverflowException>(() => -least);
    }

    [Theory]
    [InlineData(15_300, "0.0000153")]
    [InlineData(1_000_000_000, "1")]
    [InlineData(0, "0")]
    [InlineData(-1, "-0.000000001")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    public void The_text_has_neither_exponent_nor_trailing_zeros(long value, string expected) =>
        Assert.Equal(expected, new Nanodollars(value).ToString());

    [Fact]
    public void Every_amount_survives_the_way_to_dollars_and_back() =>
        Gen.Long.Sample(value => Nanodollars.FromDollars(new Nanodollars(value).Dollars).Value == value);

    [Fact]
    public void Amounts_are_ordered_by_value() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
            new Nanodollars(a).CompareTo(new Nanodollars(b)) == a.CompareTo(b)
            && new Nanodollars(a) < new Nanodollars(b) == a < b
            && new Nanodollars(a) >= new Nanodollars(b) == a >= b);

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

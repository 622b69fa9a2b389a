using Dashboard.Events;
using Dashboard.Ui.Numbers;
using Xunit;

namespace Dashboard.Ui.Tests.Numbers;

public sealed class MoneyFormatTests
{
    [Theory]
    [InlineData("0", "$0")]
    [InlineData("15.02", "$15.02")]
    [InlineData("15", "$15.00")]
    [InlineData("1", "$1.00")]
    [InlineData("0.999", "$0.999")]
    [InlineData("0.9996", "$1.00")]
    [InlineData("0.652", "$0.652")]
    [InlineData("0.65", "$0.650")]
    [InlineData("0.0521", "$0.0521")]
    [InlineData("0.000653", "$0.000653")]
    [InlineData("0.0000153", "$0.0000153")]
    [InlineData("0.000000001", "$0.00000000100")]
    [InlineData("9999.99", "$9,999.99")]
    [InlineData("9999.996", "$10.0k")]
    [InlineData("12431.08", "$12.4k")]
    [InlineData("999499", "$999k")]
    [InlineData("999500", "$1.00M")]
    [InlineData("1240000", "$1.24M")]
    [InlineData("1240000000", "$1.24B")]
    [InlineData("-15.02", "−$15.02")]
    [InlineData("-0.652", "−$0.652")]
    [InlineData("-12431", "−$12.4k")]
    public void An_amount_has_two_decimals_or_three_digits(string dollars, string expected) =>
        Assert.Equal(expected, MoneyFormat.Amount(Money(dollars)));

    [Theory]
    [InlineData("0", "$0")]
    [InlineData("0.000653", "$0.000653")]
    [InlineData("0.00122", "$0.001220")]
    [InlineData("0.0000005", "$0.000001")]
    [InlineData("0.000000499", "<$0.000001")]
    [InlineData("3.5", "$3.500000")]
    [InlineData("-0.000653", "−$0.000653")]
    public void One_call_has_six_decimals(string dollars, string expected) =>
        Assert.Equal(expected, MoneyFormat.PerCall(Money(dollars)));

    [Theory]
    [InlineData("15.02", 23_046, "$0.652 per 1,000 calls")]
    [InlineData("15.02", 100, "$150.20 per 1,000 calls")]
    [InlineData("0", 5, "$0 per 1,000 calls")]
    [InlineData("1", 0, "–")]
    public void A_thousand_calls_have_a_price(string dollars, long calls, string expected) =>
        Assert.Equal(expected, MoneyFormat.PerThousandCalls(Money(dollars), calls));

    [Theory]
    [InlineData("12431.082000001", "$12,431.082000001")]
    [InlineData("15", "$15")]
    [InlineData("-0.5", "−$0.5")]
    public void The_exact_amount_keeps_every_digit(string dollars, string expected) =>
        Assert.Equal(expected, MoneyFormat.Exact(Money(dollars)));

    [Theory]
    [InlineData("400", "$400")]
    [InlineData("1500", "$1.5k")]
    [InlineData("2000000", "$2M")]
    [InlineData("0.05", "$0.05")]
    [InlineData("-20", "−$20")]
    [InlineData("0", "$0")]
    public void A_line_of_an_axis_has_no_digit_too_many(string dollars, string expected) =>
        Assert.Equal(expected, MoneyFormat.Tick(Money(dollars).Dollars));

    [Fact]
    public void Unknown_money_is_a_dash_and_not_zero()
    {
        Assert.Equal("–", MoneyFormat.Amount(null));
        Assert.Equal("–", MoneyFormat.PerCall(null));
        Assert.Equal("–", MoneyFormat.Exact(null));
        Assert.Equal("–", MoneyFormat.PerMillionTokens(null));
        Assert.Equal("–", MoneyFormat.PerThousandCalls(null, 7));
    }

    [Fact]
    public void The_largest_amounts_do_not_overflow()
    {
        Assert.Equal("$9.22B", MoneyFormat.Amount(new Nanodollars(long.MaxValue)));
        Assert.Equal("−$9.22B", MoneyFormat.Amount(new Nanodollars(long.MinValue)));
    }

    private static Nanodollars Money(string dollars) =>
        Nanodollars.FromDollars(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture));
}

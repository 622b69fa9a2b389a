using System.Globalization;
using System.Text.Json;
using CsCheck;
using Dashboard.Pricing.Importing;
using Xunit;

namespace Dashboard.Pricing.Tests.Importing;

public sealed class ListedMoneyTests
{
    [Theory]
    [InlineData("1.5e-07", "0.15")]
    [InlineData("1.5E-7", "0.15")]
    [InlineData("\"3e-7\"", "0.3")]
    [InlineData("\"0.0000025\"", "2.5")]
    [InlineData("0", "0")]
    [InlineData("0.000015000020000000002", "15.000020000000002")]
    [InlineData("3.6249999999999999e-09", "0.0036249999999999999")]
    public void Amounts_are_read_exactly_however_they_are_written(string json, string expected) =>
        Assert.Equal(expected, Read(json)?.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("1e999")]
    [InlineData("2")]
    [InlineData("\"free\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    public void What_is_no_amount_or_out_of_bounds_is_refused(string json) => Assert.Null(Read(json));

    [Fact]
    public void Exponents_change_nothing() =>
        Gen.Select(Gen.Long[0, 999_999_999], Gen.Int[0, 12]).Sample((digits, shift) =>
        {
            var plain = ListedMoney.Read(Json($"{digits}e-{shift + 9}"), 1);
            var text = ListedMoney.Read(Json($"\"{digits}E-{shift + 9}\""), 1);
            var scaled = new decimal(digits);
            for (var i = 0; i < shift + 9; i++)
            {
                scaled /= 10;
            }

            Assert.Equal(scaled, plain);
            Assert.Equal(scaled, text);
        });

    private static decimal? Read(string json) => ListedMoney.Read(Json(json), 1_000_000m);

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}

using Dashboard.Quota.Limits;
using Xunit;

namespace Dashboard.Quota.Tests.Limits;

public sealed class BudgetPeriodsTests
{
    private static readonly DateTimeOffset _now = new(2026, 12, 31, 23, 30, 0, TimeSpan.FromHours(-2));

    [Theory]
    [InlineData("day", "2027-01-01", "2027-01-02")]
    [InlineData("month", "2027-01-01", "2027-02-01")]
    [InlineData("total", "1970-01-01", null)]
    public void Periods_begin_and_end_in_UTC(string name, string start, string? end)
    {
        var period = BudgetPeriods.Parse(name)!.Value;

        Assert.Equal(start, $"{period.StartOf(_now):yyyy-MM-dd}");
        Assert.Equal(end, period.EndOf(period.StartOf(_now)) is { } at ? $"{at:yyyy-MM-dd}" : null);
        Assert.Equal(name, period.Name());
    }

    [Fact]
    public void Other_names_are_no_periods() => Assert.Null(BudgetPeriods.Parse("week"));
}

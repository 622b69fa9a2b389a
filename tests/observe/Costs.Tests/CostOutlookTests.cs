using Dashboard.Costs.Budgets;
using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Costs.Tests;

public sealed class CostOutlookTests
{
    private static readonly DateOnly s_today = new(2026, 11, 19);

    [Fact]
    public void A_steady_twenty_dollars_a_day_exhausts_a_budget_on_the_day_on_which_its_sum_reaches_it()
    {
        var outlook = Of(days: 60, budget: 500);
        Assert.Equal(Nanodollars.FromDollars(370), outlook.MonthToDate);
        Assert.Equal(Nanodollars.FromDollars(600), outlook.Forecast!.MonthEnd.Total);
        Assert.Equal(Nanodollars.FromDollars(-100), outlook.Leaves);
        Assert.Equal(new DateOnly(2026, 11, 25), outlook.Exhaustion!.Expected);
        Assert.False(outlook.Exhaustion.HasHappened);
    }

    [Fact]
    public void A_budget_that_is_spent_says_since_when()
    {
        var outlook = Of(days: 60, budget: 100);
        Assert.Equal(
            new Exhaustion(new(2026, 11, 5), new(2026, 11, 5), new(2026, 11, 5), HasHappened: true),
            outlook.Exhaustion);
    }

    [Fact]
    public void A_budget_that_lasts_has_no_day() => Assert.Null(Of(days: 60, budget: 601).Exhaustion!.Expected);

    [Fact]
    public void Days_before_the_first_call_are_no_history()
    {
        var outlook = Of(days: 5, budget: 500);
        Assert.Equal(5, outlook.HistoryDays);
        Assert.Null(outlook.Forecast);
        Assert.Equal(Nanodollars.FromDollars(110), outlook.MonthToDate);
    }

    [Fact]
    public void A_month_without_a_priced_call_is_unknown_and_not_free()
    {
        var days = new CallCounters[121];
        days[^1] = new CallCounters { Calls = 3, UnpricedCalls = 3 };
        Assert.Null(Look(days, null).KnownMonthToDate);
        Assert.Equal(Nanodollars.Zero, Look(new CallCounters[121], null).KnownMonthToDate);
    }

    // $20 on each whole day, $10 today so far.
    private static CostOutlook Of(int days, decimal budget)
    {
        var sums = new CallCounters[121];
        for (var i = 120 - days; i <= 120; i++)
        {
            var dollars = Nanodollars.FromDollars(i == 120 ? 10 : 20);
            sums[i] = new CallCounters { Calls = 1, PricedCalls = 1, CostNano = dollars.Value };
        }

        return Look(
            sums, new Budget(null, Nanodollars.FromDollars(budget), DateTimeOffset.UnixEpoch, null, null));
    }

    private static CostOutlook Look(CallCounters[] days, Budget? budget) =>
        CostOutlooks.Of(s_today, days, budget);
}

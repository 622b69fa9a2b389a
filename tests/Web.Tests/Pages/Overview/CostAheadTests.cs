using Dashboard.Costs;
using Dashboard.Costs.Budgets;
using Dashboard.Costs.Forecasting;
using Dashboard.Events;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class CostAheadTests
{
    private static readonly DateOnly s_today = new(2026, 11, 29);

    [Fact]
    public void Today_and_the_months_end_are_forecast_beside_the_budget()
    {
        var outlook = Outlook(budget: 560, end: 617);
        Assert.Equal("of ~$15.02", CostAhead.OfToday(outlook));
        Assert.Equal("Nov ~$617.00 of $560.00", CostAhead.OfMonth(outlook));
        Assert.Equal(Tone.Bad, CostAhead.Tone(outlook));
        Assert.Equal(Tone.Neutral, CostAhead.Tone(Outlook(budget: 700, end: 617)));
    }

    [Fact]
    public void Without_a_forecast_or_a_budget_what_is_known_is_said()
    {
        Assert.Null(CostAhead.OfToday(Outlook(560, null)));
        Assert.Equal("Nov $400.00 of $560.00", CostAhead.OfMonth(Outlook(560, null)));
        Assert.Equal("Nov $400.00, no budget", CostAhead.OfMonth(Outlook(null, null)));
        Assert.Equal("", CostAhead.OfMonth(null));
    }

    private static CostOutlook Outlook(decimal? budget, decimal? end) => new()
    {
        Today = s_today,
        Spent = [(s_today, Nanodollars.FromDollars(400))],
        SpentToday = Nanodollars.FromDollars(5),
        Calls = 10,
        UnpricedCalls = 0,
        PricedCalls = 10,
        Budget = budget is { } amount
            ? new Budget(null, Nanodollars.FromDollars(amount), DateTimeOffset.UnixEpoch, null, null)
            : null,
        Forecast = end is { } total ? Forecast(Nanodollars.FromDollars(total)) : null,
        HistoryDays = 60,
        Exhaustion = null,
    };

    private static MonthForecast Forecast(Nanodollars end) => new()
    {
        Days =
        [
            new(s_today, Nanodollars.FromDollars(15.02m), end, null, null),
            new(s_today.AddDays(1), Nanodollars.FromDollars(15), end, null, null),
        ],
        Level = null,
        MedianError = null,
        NaiveMedianError = null,
        Origins = 0,
        HistoryDays = 60,
    };
}

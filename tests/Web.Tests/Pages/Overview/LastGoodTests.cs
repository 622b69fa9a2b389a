using Dashboard.Deployments.Routes;
using Dashboard.Telemetry.Reading;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class LastGoodTests
{
    private static readonly ServingPeriod _twoDays = new("gus", "v1", Now.AddDays(-3), Now.AddDays(-1), 1, 1);

    [Fact]
    public void It_says_what_a_rollback_leads_to()
    {
        var scores = new ScoreCounts(Up: 765, Down: 52, 0, 0, 0, 0, 0);
        var good = new LastGood(_twoDays, Now.AddDays(-1), Point(Now, 20_000, 1920, dollars: 30.16m) with { Scores = scores })
        {
            Days = 2,
            DaysCost = Dashboard.Events.Nanodollars.FromDollars(30.16m),
        };

        Assert.Equal("1.92\u202Fs", good.ResponseTime);
        Assert.Equal("6.4\u202F%, n = 817", good.ThumbsDown);
        Assert.Equal(("Cost a day", "$15.08"), (good.CostLabel, good.CostOver));
        Assert.Equal("1.92\u202Fs, 6.4\u202F%", good.Brief);
    }

    [Fact]
    public void Less_than_a_day_is_not_made_a_day()
    {
        var period = new ServingPeriod("gus", "v1", Now.AddHours(-14).AddMinutes(-8), null, 1, 1);
        var good = new LastGood(period, Now, Point(Now, 3000, dollars: 8.2m));

        Assert.Equal(("Cost, 14\u202Fh 08\u202Fmin", "$8.20"), (good.CostLabel, good.CostOver));
    }

    [Fact]
    public void What_is_not_known_is_a_dash_and_too_few_votes_are_a_number()
    {
        var none = new LastGood(_twoDays, Now.AddDays(-1), null);
        Assert.Equal(("–", "–", "–", "–"), (none.ResponseTime, none.ThumbsDown, none.Errors, none.CostOver));

        var few = Point(Now, 20, dollars: null) with { Scores = new ScoreCounts(3, 1, 0, 0, 0, 0, 0) };
        Assert.Equal("n = 4", new LastGood(_twoDays, Now.AddDays(-1), few).ThumbsDown);
    }
}

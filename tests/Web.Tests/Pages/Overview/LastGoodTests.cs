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
        var good = new LastGood(_twoDays, Now.AddDays(-1), Point(Now, 20_000, 1920, dollars: 30.16m) with { Scores = scores });

        Assert.Equal("1.92\u202Fs", good.ResponseTime);
        Assert.Equal("6.4\u202F%, n = 817", good.ThumbsDown);
        Assert.Equal("$15.08", good.CostADay);
        Assert.Equal("1.92\u202Fs, 6.4\u202F%", good.Brief);
    }

    [Fact]
    public void What_is_not_known_is_a_dash_and_too_few_votes_are_a_number()
    {
        var none = new LastGood(_twoDays, Now.AddDays(-1), null);
        Assert.Equal(("–", "–", "–", "–"), (none.ResponseTime, none.ThumbsDown, none.Errors, none.CostADay));

        var few = Point(Now, 20, dollars: null) with { Scores = new ScoreCounts(3, 1, 0, 0, 0, 0, 0) };
        Assert.Equal("n = 4", new LastGood(_twoDays, Now.AddDays(-1), few).ThumbsDown);
    }
}

using Dashboard.Costs.Page;
using Dashboard.Ui.Charts;
using Xunit;

namespace Dashboard.Costs.Tests.Page;

public sealed class CostChartTests
{
    [Fact]
    public void Ten_routes_have_seven_colours_and_the_others_the_eighth()
    {
        var chart = new CostChart(
            SomeCosts.View, SomeCosts.Days([.. Enumerable.Range(0, 10).Select(i => "r" + i)]), SomeCosts.Outlook());
        var stacked = chart.Panels()[0].Series.Where(series => series.Mark == ChartMark.Stack).ToList();
        Assert.Equal(8, stacked.Count);
        Assert.Equal(("3 others", "--cat-8"), (stacked[0].Name, stacked[0].Color));
        Assert.Equal(("r0", "--cat-1"), (stacked[^1].Name, stacked[^1].Color));
    }

    [Fact]
    public void What_is_still_to_come_begins_today_and_ends_with_the_month()
    {
        var data = new CostChart(SomeCosts.View, SomeCosts.Days("gus"), SomeCosts.Outlook()).Data();
        var coming = data.Values["forecast"];
        Assert.All(coming.Take(18), value => Assert.Null(value));
        // Today has already cost what was expected of it.
        Assert.Null(coming[18]);
        Assert.All(coming.Skip(19), value => Assert.Equal(20, value!.Value, 6));
        Assert.Equal(30, data.Times.Count);
    }

    [Fact]
    public void A_deploy_is_marked_at_its_time_of_the_day_in_the_views_zone()
    {
        var view = SomeCosts.View with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo") };
        var deploy = new DateTimeOffset(view.First.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero);
        var data = new CostChart(view, SomeCosts.Days("gus"), SomeCosts.Outlook()).Data([deploy]);
        Assert.Equal(deploy.AddHours(9), Assert.Single(data.Marks));
    }

    [Fact]
    public void A_day_without_calls_has_no_sum_rather_than_zero()
    {
        var data = new CostChart(SomeCosts.View, SomeCosts.Days("gus"), SomeCosts.Outlook()).Data();
        Assert.Equal((20.0, null), (data.Values["sum"][0], data.Values["sum"][29]));
    }
}

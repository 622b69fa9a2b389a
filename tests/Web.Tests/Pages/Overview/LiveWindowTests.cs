using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class LiveWindowTests
{
    [Fact]
    public void A_delta_replaces_the_bucket_of_its_series_and_leaves_the_others()
    {
        var window = Window(
            Series("gus", "v1", Point(MinutesAgo(2), 5), Point(MinutesAgo(1), 7)),
            Series("gus", "v2", Point(MinutesAgo(1), 3)));

        var changed = Series("gus", "v1", Point(MinutesAgo(1), 9));
        var touched = window.Apply(Update(isSnapshot: false, Now.AddSeconds(1), changed));

        Assert.Equal([MinutesAgo(1)], touched);
        Assert.Equal([5, 12], window.Buckets("gus").Select(bucket => bucket.Sums().Calls));
        Assert.Equal(Now.AddSeconds(1), window.AsOf);
    }

    [Fact]
    public void A_snapshot_replaces_everything()
    {
        var window = Window(Series("gus", "v1", Point(MinutesAgo(2), 5)));
        window.Apply(Update(isSnapshot: true, Now, Series("faq", "v1", Point(MinutesAgo(1), 1))));
        Assert.Equal(["faq"], window.Routes());
    }

    [Fact]
    public void What_slides_out_at_the_left_is_forgotten()
    {
        var window = Window(Series("gus", "v1", Point(MinutesAgo(59), 5), Point(MinutesAgo(58), 6)));
        window.Apply(Update(isSnapshot: false, Now.AddMinutes(1)));
        Assert.Equal([6], window.Buckets(null).Select(bucket => bucket.Sums().Calls));
    }

    [Fact]
    public void The_window_ends_with_the_minute_that_is_being_filled()
    {
        var window = Window();
        Assert.Equal(MinutesAgo(-1), window.To);
        Assert.Equal(MinutesAgo(59), window.From);
        Assert.True(window.IsEmpty);
    }

    [Fact]
    public void An_update_without_changes_only_makes_the_numbers_younger()
    {
        var window = Window(Series("gus", "v1", Point(MinutesAgo(1), 5)));
        Assert.Empty(window.Apply(Update(isSnapshot: false, Now.AddSeconds(2))));
        Assert.Equal(Now.AddSeconds(2), window.AsOf);
        Assert.False(window.IsEmpty);
    }

    [Fact]
    public void Percentiles_of_two_series_are_not_combined()
    {
        var window = Window(
            Series("gus", "v1", Point(MinutesAgo(1), 5, ms: 1000)),
            Series("gus", "v2", Point(MinutesAgo(1), 5, ms: 3000)));
        var bucket = Assert.Single(window.Buckets("gus"));

        Assert.True(bucket.IsMixed);
        Assert.Null(bucket.OnlyLatency);
        Assert.Equal(2000, bucket.Sums().MeanMs);
    }

    [Fact]
    public void A_cost_that_nobody_knows_is_not_zero()
    {
        var unpriced = Point(MinutesAgo(1), 5, dollars: null, unpriced: 5);
        Assert.Null(CallSums.Of([unpriced]).Cost);
        Assert.Equal(0.01m, CallSums.Of([unpriced, Point(MinutesAgo(2), 1)]).Cost!.Value.Dollars);
        Assert.Equal(0, CallSums.Of([]).Cost!.Value.Value);
    }

    [Fact]
    public void Models_without_a_price_are_named_with_their_calls()
    {
        var window = Window(
            Series("gus", "in-house-7b", "v1", [Point(MinutesAgo(1), 5, dollars: null, unpriced: 5)]),
            Series("gus", null, "v1", [Point(MinutesAgo(1), 9, dollars: null, unpriced: 9)]));
        Assert.Equal(
            [("no model", 9L), ("in-house-7b", 5L)],
            window.UnpricedModels().Select(model => (model.Key, model.Value)));
    }

    [Theory]
    [InlineData("1h", MetricsStep.Minute)]
    [InlineData("24h", MetricsStep.Quarter)]
    [InlineData("7d", MetricsStep.Hour)]
    [InlineData("30d", MetricsStep.Day)]
    public void Before_the_first_update_the_step_follows_from_the_range(string range, MetricsStep step) =>
        Assert.Equal(step, new LiveWindow(TimeRange.Parse(range)).Step);
}

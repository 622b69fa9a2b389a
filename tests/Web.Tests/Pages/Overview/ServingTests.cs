using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class ServingTests
{
    [Fact]
    public void The_newest_version_with_most_calls_serves_since_it_leads()
    {
        var serving = Serving.Of(SlowerSinceV2().Buckets("gus"))!;
        Assert.Equal("v2", serving.Version);
        Assert.Equal("v1", serving.Former);
        Assert.Equal(MinutesAgo(29), serving.Since);
        Assert.Equal([1.0], serving.Split.Select(part => part.Share));
    }

    [Fact]
    public void A_canary_does_not_serve_while_the_other_has_more_calls()
    {
        var window = Window(
            Series("gus", "v1", Minutes(from: 40, to: 0, calls: 90)),
            Series("gus", "v2", Minutes(from: 10, to: 0, calls: 10)));
        var serving = Serving.Of(window.Buckets("gus"))!;

        Assert.Equal("v1", serving.Version);
        Assert.False(serving.HasFormer);
        Assert.Equal([("v1", 0.9, VersionRole.Serving), ("v2", 0.1, VersionRole.Canary)],
            serving.Split.Select(part => (part.Name!, part.Share, part.Role)));
    }

    [Fact]
    public void After_a_rollback_the_old_version_serves_since_its_return()
    {
        var window = Window(
            Series("gus", "v1", [.. Minutes(from: 50, to: 30), .. Minutes(from: 9, to: 0)]),
            Series("gus", "v2", Minutes(from: 29, to: 10)));
        var serving = Serving.Of(window.Buckets("gus"))!;

        Assert.Equal(("v1", "v2", MinutesAgo(9)), (serving.Version, serving.Former, serving.Since));
        Assert.Equal(MinutesAgo(50), serving.FirstSeen);
    }

    [Fact]
    public void A_straggler_of_the_former_version_does_not_end_the_reign_of_the_new_one()
    {
        var window = Window(
            Series("gus", "v1", [.. Minutes(from: 50, to: 30), Point(MinutesAgo(0), 1)]),
            Series("gus", "v2", Minutes(from: 29, to: 0)));
        var serving = Serving.Of(window.Buckets("gus"))!;
        Assert.Equal(("v2", MinutesAgo(29)), (serving.Version, serving.Since));
    }

    [Fact]
    public void Calls_without_a_version_are_served_by_one_without_a_name()
    {
        var serving = Serving.Of(Window(Series("gus", null, Minutes(from: 5, to: 0))).Buckets("gus"))!;
        Assert.Null(serving.Version);
        Assert.False(serving.HasFormer);
    }

    [Fact]
    public void Nobody_serves_a_route_without_calls() => Assert.Null(Serving.Of(Window().Buckets("gus")));

    [Fact]
    public void The_ribbon_has_one_run_for_each_reign_and_no_gap()
    {
        var window = SlowerSinceV2();
        var ribbon = Serving.Ribbon(window.Buckets("gus"), "v2", window.To);

        Assert.Equal(["v1", "v2"], ribbon.Select(segment => segment.Version));
        Assert.Equal([VersionRole.Former, VersionRole.Serving], ribbon.Select(segment => segment.Role));
        Assert.Equal(ribbon[0].To, ribbon[1].From);
        Assert.Equal(window.To, ribbon[1].To);
    }
}

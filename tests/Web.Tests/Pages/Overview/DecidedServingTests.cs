using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Decisions;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class DecidedServingTests
{
    [Fact]
    public void What_was_decided_counts_before_the_calls_show_it()
    {
        var serving = Serving.Of(Gus((90, "v1:100"), (29.5, "v2:100"), (0.2, "v1:100")), SlowerSinceV2());

        Assert.Equal(("v1", "v2", Now.AddMinutes(-0.2)), (serving.Version, serving.Former, serving.Since));
        Assert.True(serving.HasFormer);
        Assert.Equal(MinutesAgo(0), serving.SinceStep);
    }

    [Fact]
    public void The_split_is_that_of_the_revision()
    {
        var serving = Serving.Of(Gus((90, "v1:100"), (10, "v2:10 v1:90")), SlowerSinceV2());

        Assert.Equal("v1", serving.Version);
        Assert.Equal([("v1", 0.9, VersionRole.Serving), ("v2", 0.1, VersionRole.Canary)],
            serving.Split.Select(part => (part.Name!, part.Share, part.Role)));
    }

    [Fact]
    public void A_former_version_without_calls_in_the_window_is_not_compared_with()
    {
        var longAgo = Serving.Of(Gus((900, "v1:100"), (400, "v2:100")), SlowerSinceV2());
        var unseen = Serving.Of(Gus((90, "v0:100"), (29.5, "v2:100")), SlowerSinceV2());

        Assert.Equal(("v1", false), (longAgo.Former, longAgo.HasFormer));
        Assert.Equal(("v0", false), (unseen.Former, unseen.HasFormer));
    }

    [Fact]
    public void A_version_that_took_over_within_a_step_is_compared_from_its_first_call_on()
    {
        // Decided in the middle of the step that begins 29 minutes ago.
        var strip = RouteStrip.Of(SlowerSinceV2(), "gus", null, Gus((90, "v1:100"), (29, "v2:100")))!;

        Assert.Equal(600, strip.Since.Calls);
        Assert.Equal("Slower", strip.Comparison!.MeanTime.Verdict!.Word);
    }

    [Fact]
    public void A_route_without_calls_is_on_the_strip_and_says_so()
    {
        var model = OverviewModel.Of(
            SlowerSinceV2(), null, null, null, Decided(Route("faq", (90, "v1:100")), Gus((90, "v1:100"), (29, "v2:100"))));

        Assert.Equal(["gus", "faq"], model.Strips.Select(strip => strip.Route));
        Assert.Equal(("No calls", Tone.Neutral), (model.Strips[1].Health.Word, model.Strips[1].Health.Tone));
        Assert.Equal("gus", model.Focus);
    }

    [Fact]
    public void The_ribbon_is_that_of_the_decisions_within_the_window()
    {
        var ribbon = OverviewModel.Of(
            SlowerSinceV2(), null, null, null, Decided(Gus((900, "v0:100"), (90, "v1:100"), (29, "v2:100")))).Ribbon;

        Assert.Equal(["v1", "v2"], ribbon.Select(segment => segment.Version));
        Assert.Equal(Now.AddMinutes(-29), ribbon[1].From);
        Assert.Equal(SlowerSinceV2().From, ribbon[0].From);
    }

    [Fact]
    public void Spending_is_what_was_spent_and_not_extrapolated()
    {
        var window = Window(Series("gus", "v2", [Point(MinutesAgo(1), 100, dollars: 1)]));
        var strip = RouteStrip.Of(window, "gus", null, Gus((9000, "v1:100"), (6000, "v2:100")))!;

        Assert.EndsWith("It cost $1.00 in the last hour.", strip.Health.Text, StringComparison.Ordinal);
    }
}

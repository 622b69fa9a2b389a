using Dashboard.Deployments.Routes;
using Dashboard.Web.Audit;
using Dashboard.Web.Tests.Pages.Overview;
using Xunit;

namespace Dashboard.Web.Tests.Audit;

public sealed class ServedThenTests
{
    private static readonly RouteState _gus = Decisions.Gus((60, "v1:100"), (30, "v1:90 v2:10"), (10, "v2:100")).State;

    [Theory]
    [InlineData(59, "v1:100", -30)]
    [InlineData(30, "v1:90 v2:10", -10)]
    [InlineData(11, "v1:90 v2:10", -10)]
    [InlineData(0, "v2:100", null)]
    public void The_revision_in_force_at_an_instant_is_the_last_one_before_it(
        double minutesAgo, string split, int? untilMinutes)
    {
        var then = Assert.Single(ServedThen.At([_gus], Numbers.Now.AddMinutes(-minutesAgo)));

        Assert.Equal(split, string.Join(' ', then.Revision!.Content.Split.Select(s => $"{s.Version}:{s.Weight}")));
        Assert.Equal(untilMinutes is { } minutes ? Numbers.Now.AddMinutes(minutes) : null, then.Until);
    }

    [Fact]
    public void A_route_served_nothing_before_its_first_revision() =>
        Assert.Null(Assert.Single(ServedThen.At([_gus], Numbers.Now.AddMinutes(-61))).Revision);
}

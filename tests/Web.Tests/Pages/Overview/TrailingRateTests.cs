using Dashboard.Web.Pages.Overview;
using Xunit;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class TrailingRateTests
{
    [Fact]
    public void A_step_takes_as_many_before_it_as_make_twenty() => Assert.Equal(
        [null, 0.25, 0.5],
        TrailingRate.Of([(1, 12), (4, 8), (12, 24)]));

    [Fact]
    public void A_step_without_observations_has_no_rate_of_its_own() => Assert.Equal(
        [0.5, null, 0.5],
        TrailingRate.Of([(20, 40), (0, 0), (10, 20)]));
}

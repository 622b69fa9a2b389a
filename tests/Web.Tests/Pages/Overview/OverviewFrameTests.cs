using Dashboard.Web.Pages.Overview;
using Xunit;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class OverviewFrameTests
{
    [Fact]
    public void A_page_that_fell_behind_goes_on_from_the_newest_frame()
    {
        var (first, second, third) = (Frame(1), Frame(2), Frame(3));
        first.LeadTo(second);
        second.LeadTo(third);
        Assert.Same(third, first.Newest());
        Assert.Same(third, third.Newest());
    }

    [Fact]
    public async Task A_fault_reaches_those_who_wait_for_the_next_frame()
    {
        var frame = Frame(1);
        frame.Fail(new TimeoutException("away"));
        await Assert.ThrowsAsync<TimeoutException>(() => frame.Next);
        Assert.Same(frame, frame.Newest());
    }

    private static OverviewFrame Frame(int minute) => new() { AsOf = Numbers.MinutesAgo(-minute), Step = default };
}

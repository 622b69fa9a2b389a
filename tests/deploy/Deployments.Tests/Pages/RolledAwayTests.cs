using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Tests.Routes;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class RolledAwayTests
{
    [Fact]
    public void What_a_rollback_leaves_is_struck_with_every_step_that_led_there()
    {
        var story = new RouteStory().Deploy("v1:100", "v1:90 v2:10", "v1:50 v2:50", "v1:0 v2:100").RollBack();
        Assert.Equal([2, 3, 4], RolledAway.Of(story.State).Order());
    }

    [Fact]
    public void An_undo_takes_the_strike_back_and_strikes_the_rollback()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack().RollBack(to: 2);
        Assert.Equal([3], RolledAway.Of(story.State));
    }

    [Fact]
    public void What_was_struck_before_stays_so_through_a_later_undo()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack().Deploy("v3:100").RollBack().RollBack(to: 4);
        Assert.Equal([2, 5], RolledAway.Of(story.State).Order());
    }
}

using Xunit;

namespace Dashboard.Deployments.Tests.Routes;

public sealed class RollbackTests
{
    [Fact]
    public void A_rollback_brings_back_what_served_before_and_the_next_one_walks_on()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100", "v3:100");

        Assert.Equal("v2:100", story.RollBack().Split);
        Assert.Equal("v1:100", story.RollBack().Split);
        Assert.Equal(ProblemKind.NothingToRollBackTo, RouteStory.Problem(story.Decide()).Kind);
        Assert.Equal([null, null, null, 2, 1], story.State.Revisions.Select(revision => revision.Restores));
        Assert.Equal([null, null, null, 3, 4], story.State.Revisions.Select(revision => revision.From));
    }

    [Fact]
    public void The_steps_of_a_canary_are_one_rollout_and_left_at_once()
    {
        var story = new RouteStory().Deploy("v1:100", "v1:95 v2:5", "v1:75 v2:25", "v1:50 v2:50", "v1:0 v2:100");

        Assert.Equal("v1:100", story.RollBack().Split);
        Assert.Equal(1, story.State.Current!.Restores);
    }

    [Fact]
    public void A_blue_green_switch_is_switched_back()
    {
        var story = new RouteStory().Deploy("v1:100 v2:0", "v1:0 v2:100");

        Assert.Equal("v2:0 v1:100", story.RollBack().Split);
    }

    [Fact]
    public void An_undo_is_a_rollback_to_a_revision_and_can_itself_be_rolled_back()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack();

        Assert.Equal("v2:100", story.RollBack(to: 2).Split);
        Assert.Equal("v1:100", story.RollBack().Split);
    }

    [Fact]
    public void What_was_rolled_away_from_is_passed_over_also_where_it_served_more_than_once()
    {
        var story = new RouteStory().Deploy("v2:100", "v1:100", "v2:100").RollBack();

        Assert.Equal("v1:100", story.Split);
        Assert.Equal(ProblemKind.NothingToRollBackTo, RouteStory.Problem(story.Decide()).Kind);
    }

    [Fact]
    public void What_was_deployed_again_after_a_rollback_counts_again()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack().Deploy("v2:100", "v3:100");

        Assert.Equal("v2:100", story.RollBack().Split);
    }

    [Fact]
    public void A_deploy_on_top_of_a_rollback_is_rolled_back_to_what_the_rollback_had_brought()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100", "v3:100").RollBack(to: 1).Deploy("v4:100");

        Assert.Equal("v1:100", story.RollBack().Split);
        Assert.Equal(1, story.State.Current!.Restores);
    }

    [Fact]
    public void What_an_undo_brought_back_counts_again()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100", "v3:100")
            .RollBack().RollBack().RollBack(to: 2).RollBack(to: 3);

        Assert.Equal("v2:100", story.RollBack().Split);
    }

    [Fact]
    public void An_aborted_canary_is_never_brought_back_by_a_rollback()
    {
        var story = new RouteStory().Deploy("v1:100", "v1:90 v2:10").Abort();

        Assert.Equal(ProblemKind.NothingToRollBackTo, RouteStory.Problem(story.Decide()).Kind);
        Assert.Equal("v2:0 v1:100", story.Deploy("v3:100").RollBack().Split);
    }

    [Fact]
    public void The_same_versions_deployed_again_are_no_step_back()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100", "v2:100", "v2:100");

        Assert.Equal("v1:100", story.RollBack().Split);
    }

    [Fact]
    public void A_retired_version_is_passed_over_and_refused_where_it_is_asked_for()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100", "v3:100").Retire("v2");

        Assert.Equal(ProblemKind.Retired, RouteStory.Problem(story.Decide(to: 2)).Kind);
        Assert.Equal("v1:100", story.RollBack().Split);
    }

    [Fact]
    public void A_rollback_restores_the_salt_so_that_callers_return_to_their_side()
    {
        var story = new RouteStory().Deploy("v1:100", "v1:70 v2:30", "v3:100").RollBack();

        Assert.Equal(story.State.Find(2)!.Content, story.State.Current!.Content);
    }

    [Theory]
    [InlineData(3, ProblemKind.AlreadyInForce)]
    [InlineData(1, ProblemKind.AlreadyInForce)]
    [InlineData(4, ProblemKind.NoSuchRevision)]
    [InlineData(0, ProblemKind.NoSuchRevision)]
    [InlineData(-1, ProblemKind.NoSuchRevision)]
    public void A_revision_that_makes_no_sense_is_refused(int to, ProblemKind kind) =>
        Assert.Equal(kind, RouteStory.Problem(new RouteStory().Deploy("v1:100", "v2:100").RollBack().Decide(to)).Kind);

    [Fact]
    public void A_route_that_does_not_exist_cannot_be_rolled_back() =>
        Assert.Equal(ProblemKind.NoSuchRoute, RouteStory.Problem(new RouteStory().Decide()).Kind);
}

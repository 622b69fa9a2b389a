using Dashboard.Deployments.Routes;
using Xunit;

namespace Dashboard.Deployments.Tests.Routes;

public sealed class RouteDecisionsTests
{
    [Theory]
    [InlineData("v1:100", "v1:90 v2:10", "v2:10 v1:90")]
    [InlineData("v1:100", "v2:10 v1:90", "v2:10 v1:90")]
    [InlineData("v2:100", "v1:90 v2:10", "v1:90 v2:10")]
    [InlineData("v1:90 v2:10", "v1:20 v2:20 v3:60", "v3:60 v2:20 v1:20")]
    [InlineData("v1:100 v2:0", "v1:60 v2:40", "v2:40 v1:60")]
    public void What_newly_arrived_is_the_candidate_and_what_served_most_is_the_stable_side(
        string before, string after, string order) =>
        Assert.Equal(order, new RouteStory().Deploy(before, after).Split);

    [Theory]
    [InlineData("v1:90 v2:10", "v2:10 v1:90")]
    [InlineData("v2:10 v1:90", "v2:10 v1:90")]
    [InlineData("v1:50 v2:50", "v2:50 v1:50")]
    public void On_a_new_route_the_smaller_side_is_the_candidate(string first, string order) =>
        Assert.Equal(order, new RouteStory().Deploy(first).Split);

    [Fact]
    public void Salt_and_order_are_those_of_the_rollout_whatever_its_weights()
    {
        var story = new RouteStory().Deploy("v1:100", "v1:90 v2:10", "v2:80 v1:20", "v1:100 v2:0", "v3:100");

        Assert.Equal(
            ["salt-1", "salt-2", "salt-2", "salt-2", "salt-5"],
            story.State.Revisions.Select(revision => revision.Content.Salt));
        Assert.Equal("v2", story.State.Find(3)!.Content.Split[0].Version);
        Assert.Equal("v2", story.State.Find(4)!.Content.Split[0].Version);
    }

    [Fact]
    public void A_canary_is_promoted_step_by_step_and_no_further()
    {
        var story = new RouteStory().Deploy("v1:100")
            .Deploy(RouteStory.Command("v1:95 v2:5") with { Steps = [5, 25, 100] });

        Assert.Equal("v2:25 v1:75", story.Promote().Split);
        Assert.Equal("v2:100 v1:0", story.Promote().Split);
        var problem = RouteStory.Problem(RouteDecisions.Promote(story.State, story.Book, new()));
        Assert.Equal(ProblemKind.NoRollout, problem.Kind);
        Assert.Equal(RevisionKind.Promoted, story.State.Current!.Kind);
    }

    [Fact]
    public void Steps_may_end_before_all_traffic()
    {
        var story = new RouteStory().Deploy("v1:100")
            .Deploy(RouteStory.Command("v1:95 v2:5") with { Steps = [5, 25] })
            .Promote();

        var problem = RouteStory.Problem(RouteDecisions.Promote(story.State, story.Book, new()));
        Assert.Contains("last step", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollout_without_steps_is_promoted_to_everybody() =>
        Assert.Equal("v2:100 v1:0", new RouteStory().Deploy("v1:100", "v1:90 v2:10").Promote().Split);

    [Fact]
    public void An_aborted_rollout_serves_what_served_before_and_is_neither_promoted_nor_aborted_again()
    {
        var story = new RouteStory().Deploy("v1:100")
            .Deploy(RouteStory.Command("v1:95 v2:5") with { Steps = [5, 100] })
            .Abort();

        Assert.Equal("v2:0 v1:100", story.Split);
        Assert.Equal(
            ProblemKind.NoRollout, RouteStory.Problem(RouteDecisions.Promote(story.State, story.Book, new())).Kind);
        Assert.Equal(ProblemKind.NoRollout, RouteStory.Problem(RouteDecisions.Abort(story.State, new())).Kind);
    }

    [Theory]
    [InlineData("v1:99", "split")]
    [InlineData("v1:101", "split")]
    [InlineData("v1:150 v2:-50", "split")]
    [InlineData("v1:50 v1:50", "split")]
    [InlineData("v9:100", "split")]
    [InlineData("v1/:100", "split")]
    public void A_split_that_makes_no_sense_is_refused(string split, string field)
    {
        var story = new RouteStory();

        var problem = RouteStory.Problem(
            RouteDecisions.Decide(story.State, story.Book, RouteStory.Command(split), "s"));

        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.Equal([field], problem.Errors!.Keys);
    }

    [Theory]
    [InlineData(new[] { 5, 5 })]
    [InlineData(new[] { 25, 5 })]
    [InlineData(new[] { 0, 5 })]
    [InlineData(new[] { 5, 101 })]
    [InlineData(new[] { 25, 50 })]
    public void Steps_rise_and_begin_where_the_candidate_is(int[] steps)
    {
        var story = new RouteStory().Deploy("v1:100");

        var problem = RouteStory.Problem(RouteDecisions.Decide(
            story.State, story.Book, RouteStory.Command("v1:95 v2:5") with { Steps = steps }, "s"));

        Assert.Equal(["steps"], problem.Errors!.Keys);
    }

    [Fact]
    public void A_retired_version_may_not_enter_a_split()
    {
        var story = new RouteStory().Deploy("v1:100").Retire("v2");

        var problem = RouteStory.Problem(
            RouteDecisions.Decide(story.State, story.Book, RouteStory.Command("v1:90 v2:10"), "s"));

        Assert.Equal(ProblemKind.Retired, problem.Kind);
        Assert.Contains("v2 was retired", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_decides_on_another_revision_is_told_who_did_what()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").RollBack();

        var problem = RouteStory.Problem(RouteDecisions.Decide(
            story.State, story.Book, RouteStory.Command("v3:100") with { IfRevision = 2 }, "s"));

        Assert.Equal(ProblemKind.Superseded, problem.Kind);
        Assert.Contains("person:ann rolled back to revision 1 (v1 100 %)", problem.Detail, StringComparison.Ordinal);
    }
}

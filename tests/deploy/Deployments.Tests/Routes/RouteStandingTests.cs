using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Xunit;

namespace Dashboard.Deployments.Tests.Routes;

public sealed class RouteStandingTests
{
    [Fact]
    public void A_version_leads_from_the_step_of_its_canary_that_gives_it_most_callers()
    {
        var story = new RouteStory().Deploy("v1:100", "v1:95 v2:5", "v1:50 v2:50", "v1:25 v2:75", "v1:0 v2:100");
        var periods = story.Standing.Periods;

        Assert.Equal(["v1", "v2"], periods.Select(period => period.Version));
        Assert.Equal([(1, 3), (4, 5)], periods.Select(period => (period.FirstRevision, period.LastRevision)));
        Assert.Equal(periods[0].To, periods[1].From);
        Assert.Null(periods[1].To);
    }

    [Fact]
    public void The_last_good_time_of_a_target_is_the_last_in_which_it_led()
    {
        var standing = new RouteStory().Deploy("v1:100", "v2:100", "v1:100", "v3:100").Standing;

        Assert.Equal("v1", standing.TargetVersion);
        Assert.Equal(3, standing.LastGood!.FirstRevision);
        Assert.Equal("v1", standing.Former!.Version);
    }

    [Fact]
    public void A_rollback_never_leads_to_a_version_of_another_model()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100").DeployOther("mini", "v1");
        Assert.Null(Target());
        Assert.Equal(ProblemKind.NothingToRollBackTo, RouteStory.Problem(story.Decide()).Kind);

        story.DeployOther("mini", "v2");
        Assert.Equal(3, Target());

        story.Deploy("v3:100");
        Assert.Equal(2, Target());

        int? Target() => RollbackTarget.Find(story.State, _ => true)?.Number;
    }

    [Fact]
    public void Versions_of_two_models_are_told_apart_by_their_models()
    {
        var state = new RouteStory().Deploy("v1:90 v2:10").State;
        Assert.Equal("v1 90 %, v2 10 %", RevisionWords.Split(state, state.Revisions[0]));

        state = new RouteStory().Deploy("v1:90 v2:10").DeployOther("mini", "v1").State;
        Assert.Equal("gus v1 90 %, gus v2 10 %", RevisionWords.Split(state, state.Revisions[0]));
        Assert.Equal("mini v1 100 %", RevisionWords.Split(state, state.Revisions[1]));
    }

    [Fact]
    public void The_target_of_a_canary_serves_most_callers_still()
    {
        var standing = new RouteStory().Deploy("v1:100", "v1:90 v2:10").Standing;

        Assert.Equal(("v1", "v1"), (standing.Serving.Version, standing.TargetVersion));
        Assert.Same(standing.Serving, standing.LastGood);
        Assert.Null(standing.Former);
    }

    [Fact]
    public void A_deployment_that_is_told_afterwards_takes_the_place_of_what_began_since()
    {
        var state = new RouteStory().Deploy("v1:100", "v2:100", "v3:100").State;
        var from = state.Revisions[0].By.At.AddDays(-2);
        var now = new Stamp(from.AddDays(3), "cli:ann", null);
        state = state.Apply(new RouteDeployed(1, "gus", 4, state.Revisions[0].Content, from), now);
        state = state.Apply(new RouteDeployed(1, "gus", 5, state.Revisions[2].Content, from.AddDays(1)), now);
        var periods = ServingPeriod.Of(state);

        Assert.Equal(["v1", "v3"], periods.Select(period => period.Version));
        Assert.Equal((periods[0].To, (DateTimeOffset?)null), (periods[1].From, periods[1].To));
        Assert.Equal((from, from.AddDays(1)), (periods[0].From, periods[1].From));
    }

    [Fact]
    public void A_first_revision_has_nothing_to_go_back_to()
    {
        var standing = new RouteStory().Deploy("v1:100").Standing;

        Assert.Null(standing.Target);
        Assert.Null(standing.LastGood);
        Assert.Null(standing.Rollout);
    }

    [Fact]
    public void A_canary_says_its_step_and_the_next()
    {
        var command = RouteStory.Command("v1:95 v2:5") with { Steps = [5, 25, 50, 100] };
        var story = new RouteStory().Deploy("v1:100").Deploy(command);

        var first = story.Standing.Rollout!;
        Assert.Equal(("Canary 1 of 4", "v2", "v1", 25), (
            first.Words, first.Candidate.Version, first.Stable.Version, first.Next));
        Assert.Equal("Canary 2 of 4", story.Promote().Standing.Rollout!.Words);
        story.Promote().Promote();
        Assert.Null(story.Standing.Rollout);
    }
}

using Bunit;
using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Tests.Routes;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class RevisionLadderTests : AwayPages
{
    [Fact]
    public void The_newest_revision_is_first_and_what_was_rolled_away_from_is_struck()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100").RollBack());
        var ladder = Show();

        Assert.Equal(["r3", "r2", "r1"], ladder.FindAll(".rev").Select(rev => rev.TextContent));
        Assert.Contains("rolled back to r1", ladder.FindAll("li")[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["r2"], ladder.FindAll("li.away .rev").Select(rev => rev.TextContent));
    }

    [Fact]
    public void Who_decided_is_named_as_colleagues_know_them()
    {
        Know(new RouteStory().Deploy("v1:100"));

        Assert.Equal("Ann Archer", Show().Find(".who").TextContent.Trim());
    }

    [Fact]
    public void Versions_of_two_models_are_told_apart()
    {
        Know(new RouteStory().Deploy("v1:100").DeployOther("mini", "v1"));
        var ladder = Show();

        Assert.Equal(["mini v1 100 %", "gus v1 100 %"], ladder.FindAll("li .ink").Select(split => split.TextContent));
        Assert.Equal(["serving", "former"], ladder.FindAll("li .split rect").Select(rect => rect.ClassName));
    }

    [Fact]
    public void It_answers_what_was_live_at_a_time()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var ladder = Show();

        ladder.Find("input").Change("2026-11-22T12:00");
        Assert.Contains("r1 was live, v1 100 %", ladder.Find("[role=status]").TextContent, StringComparison.Ordinal);
        ladder.Find("input").Change("2026-11-22T11:59");
        Assert.Contains("did not exist yet", ladder.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_earlier_revision_can_be_restored()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100", "v3:100"));
        await Show().Find("[aria-label='Restore r1']").ClickAsync(new());
        Assert.Equal("v1", Standing.Serving.Version);
    }

    private IRenderedComponent<RevisionLadder> Show() => Render<RevisionLadder>(p => p
        .Add(l => l.Standing, Standing)
        .Add(l => l.Now, Clock.GetUtcNow())
        .AddCascadingValue(Operator()));
}

using Bunit;
using Dashboard.Access;
using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Tests.Routes;
using Microsoft.AspNetCore.Components.Authorization;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class RollbackBoxTests : AwayPages
{
    [Fact]
    public async Task A_press_rolls_back_at_once_also_without_the_database_and_says_that_it_is_not_durable()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var box = Show(Operator());

        Assert.Equal("Roll back to v1R", Words(box.Find("button").TextContent));
        Assert.Equal("r", box.Find("button").GetAttribute("data-key"));
        await box.Find("button").ClickAsync(new());
        box.Render(p => p.Add(b => b.Standing, Standing));

        Assert.Equal("v1", Standing.Serving.Version);
        Assert.Contains("Not yet durable", box.Markup, StringComparison.Ordinal);
        Assert.Equal("Undo, serve v2 again U", Words(box.Find("button").TextContent));
        await box.Find("button").ClickAsync(new());
        Assert.Equal("v2", Standing.Serving.Version);
    }

    [Fact]
    public async Task A_press_on_what_has_changed_meanwhile_says_who_did_what()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var box = Show(Operator());
        Know(new RouteStory().Deploy("v1:100", "v2:100", "v3:100"));

        await box.Find("button").ClickAsync(new());

        Assert.Equal("v3", Standing.Serving.Version);
        Assert.Contains("Ann Archer deployed (v3 100 %)", box.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_not_deploy_sees_why()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var box = Show(Person(Scopes.Read));

        Assert.True(box.Find("button").HasAttribute("disabled"));
        Assert.Contains("scope deploy", box.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_canary_is_stopped_or_promoted()
    {
        var command = RouteStory.Command("v1:90 v2:10") with { Steps = [10, 50, 100] };
        Know(new RouteStory().Deploy("v1:100").Deploy(command));
        var box = Show(Operator());

        Assert.Equal(
            ["Stop canaryR", "Promote v2 to 50\u202F%"],
            box.FindAll("button").Select(button => Words(button.TextContent)));
    }

    [Fact]
    public void Where_nothing_served_before_it_says_so()
    {
        Know(new RouteStory().Deploy("v1:100"));
        Assert.Contains("nothing to roll back to", Show(Operator()).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<RollbackBox> Show(Task<AuthenticationState> person) => Render<RollbackBox>(p => p
        .Add(b => b.Standing, Standing)
        .Add(b => b.Now, Clock.GetUtcNow())
        .Add(b => b.Big, true)
        .AddCascadingValue(person));

    private static string Words(string text) => string.Join(
        ' ', text.Split((char[]?)[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}

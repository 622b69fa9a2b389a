using Bunit;
using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Tests.Routes;
using Microsoft.AspNetCore.Components.Web;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class SplitCardTests : AwayPages
{
    [Fact]
    public async Task The_slider_goes_by_one_and_with_shift_by_ten_and_is_a_draft()
    {
        Know(new RouteStory().Deploy("v1:90 v2:10"));
        var card = Show();
        var slider = card.Find("[role=slider]");
        Assert.Equal("90", slider.GetAttribute("aria-valuenow"));

        await slider.KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft" });
        await card.Find("[role=slider]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft", ShiftKey = true });

        Assert.Equal("79", card.Find("[role=slider]").GetAttribute("aria-valuenow"));
        Assert.Contains("Draft, not live", card.Markup, StringComparison.Ordinal);
        Assert.Contains("21\u202F%", card.Markup, StringComparison.Ordinal);
        Assert.Equal(90, Standing.Current.Content.Split.Single(side => side.Version == "v1").Weight);
    }

    [Fact]
    public async Task A_draft_stays_when_somebody_else_decides_and_says_who_did_what()
    {
        Know(new RouteStory().Deploy("v1:90 v2:10"));
        var card = Show();
        await card.Find("[role=slider]").KeyDownAsync(new KeyboardEventArgs { Key = "Home" });

        Know(new RouteStory().Deploy("v1:90 v2:10", "v1:50 v2:50"));
        card.Render(p => p.Add(c => c.Standing, Standing));

        Assert.Equal("0", card.Find("[role=slider]").GetAttribute("aria-valuenow"));
        Assert.Contains("Ann Archer deployed", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await card.FindAll("button").First(button => button.TextContent == "Discard").ClickAsync(new());
        Assert.Equal("50", card.Find("[role=slider]").GetAttribute("aria-valuenow"));
    }

    [Fact]
    public void Without_a_draft_the_page_follows()
    {
        Know(new RouteStory().Deploy("v1:90 v2:10"));
        var card = Show();
        Know(new RouteStory().Deploy("v1:90 v2:10", "v1:50 v2:50"));
        card.Render(p => p.Add(c => c.Standing, Standing));

        Assert.Equal("50", card.Find("[role=slider]").GetAttribute("aria-valuenow"));
        Assert.Contains("Apply as r3", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rollback_the_page_follows_and_shows_no_draft()
    {
        var story = new RouteStory().Deploy("v1:100", "v2:100");
        Know(story);
        var card = Show();
        Know(story.RollBack());
        card.Render(p => p.Add(c => c.Standing, Standing));

        Assert.DoesNotContain("Draft", card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[role=alert]"));
        Assert.Contains("Apply as r4", card.Markup, StringComparison.Ordinal);
        Assert.Equal(["v2", "v1"], card.FindAll(".ends .ver").Select(mark => mark.TextContent.Trim()));
    }

    [Fact]
    public async Task What_cannot_be_applied_now_says_why_and_keeps_the_draft()
    {
        Know(new RouteStory().Deploy("v1:90 v2:10"));
        var card = Show();
        await card.Find("[role=slider]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft" });
        await card.FindAll("button").Single(button => button.TextContent.Contains("Apply", StringComparison.Ordinal))
            .ClickAsync(new());

        card.WaitForAssertion(
            () => Assert.Contains("database does not answer", card.Markup, StringComparison.Ordinal));
        Assert.Equal("89", card.Find("[role=slider]").GetAttribute("aria-valuenow"));
    }

    private IRenderedComponent<SplitCard> Show() => Render<SplitCard>(p => p
        .Add(c => c.Standing, Standing)
        .AddCascadingValue(Operator()));
}

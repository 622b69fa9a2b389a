using Bunit;
using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Routes;
using Dashboard.Deployments.Tests.Routes;
using Dashboard.Events;
using Dashboard.EventStore;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class RollbackToastTests : AwayPages
{
    public RollbackToastTests() => SetRendererInfo(new("Server", isInteractive: true));

    [Fact]
    public async Task Whoever_rolled_back_is_told_and_can_take_it_back_until_ten_minutes_are_over()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var toast = Show(Operator());
        Assert.Empty(toast.FindAll("section"));

        await RollBackAsync("person:ann");
        toast.WaitForElement("section");
        Assert.Contains("gus serves v1 again", Words(toast), StringComparison.Ordinal);
        Assert.Contains("Not yet durable", toast.Markup, StringComparison.Ordinal);
        Assert.Equal("600000", toast.Find("[data-left]").GetAttribute("data-left"));

        Clock.Advance(UndoOffer.Lasts);
        toast.WaitForState(() => toast.FindAll("section").Count == 0);
    }

    [Fact]
    public async Task U_takes_the_rollback_back()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var toast = Show(Operator());
        await RollBackAsync("person:ann");

        await toast.WaitForElement("[data-key=u]").ClickAsync(new());

        Assert.Equal("v2", Standing.Serving.Version);
        toast.WaitForAssertion(() => Assert.Contains("the rollback is undone", Words(toast), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_else_rolled_back_pops_up_nowhere_else()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100", "v3:100"));
        var toast = Show(Operator());
        var drawn = toast.RenderCount;
        await RollBackAsync("person:ben");
        await RollBackAsync("person:ann");

        toast.WaitForElement("section");
        Assert.Equal(drawn + 1, toast.RenderCount);
        Assert.Contains("serves v1 again", Words(toast), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_that_cannot_be_kept_now_says_why()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var toast = Show(Operator());
        await RollBackAsync("person:ann");
        await toast.WaitForElement(".filter").ClickAsync(new());
        Assert.Equal("slower", toast.Find("input").GetAttribute("value"));

        await toast.FindAll("button").First(button => button.TextContent.Contains("Keep", StringComparison.Ordinal))
            .ClickAsync(new());

        toast.WaitForAssertion(() =>
            Assert.Contains("database does not answer", toast.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private Task<RouteResult> RollBackAsync(string actor) => Services.GetRequiredService<RouteDesk>().RollBackAsync(
        ProjectId.First, "gus", new RollBack(), new EventContext(actor), Xunit.TestContext.Current.CancellationToken);

    private IRenderedComponent<RollbackToast> Show(Task<AuthenticationState> person) =>
        Render<RollbackToast>(p => p.AddCascadingValue(person));

    private static string Words(IRenderedComponent<RollbackToast> toast) => string.Join(
        ' ', toast.Find("section").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

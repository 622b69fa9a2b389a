using Bunit;
using Dashboard.Deployments.Pages;
using Dashboard.Deployments.Tests.Routes;
using Xunit;

namespace Dashboard.Deployments.Tests.Pages;

public sealed class RollbackPanelTests : AwayPages
{
    [Fact]
    public async Task It_shows_from_what_to_what_on_which_evidence_and_keeps_the_reason()
    {
        Know(new RouteStory().Deploy("v1:100", "v2:100"));
        var panel = Render<RollbackPanel>(p => p
            .Add(one => one.Standing, Standing)
            .Add(one => one.Now, Clock.GetUtcNow())
            .Add(one => one.Evidence, [new EvidenceRow("Thumbs-down", "16.4 %", "6.4 %", IsWorse: true)])
            .AddCascadingValue(Operator()));

        Assert.Equal(["v2", "v1"], panel.FindAll(".fromto .ver").Select(version => version.TextContent.Trim()));
        Assert.Equal("16.4 %", panel.Find("td.tone-bad").TextContent);
        await panel.FindAll(".filter")[1].ClickAsync(new());
        await panel.Find("[data-key=r]").ClickAsync(new());

        Assert.Equal(("v1", "disliked"), (Standing.Serving.Version, Standing.Current.Reason));
    }
}

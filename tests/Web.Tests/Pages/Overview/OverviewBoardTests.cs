using Bunit;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class OverviewBoardTests : BunitContext
{
    private const string Script = "<script>alert(1)</script>";

    public OverviewBoardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new Dashboard.Access.People.ActorNames(id => id));
    }

    [Fact]
    public void While_loading_every_tile_and_panel_is_in_its_place()
    {
        var board = Render<OverviewBoard>(p => p.Add(b => b.Step, Telemetry.Reading.MetricsStep.Minute));
        Assert.Equal(7, board.FindAll(".tile[aria-busy=true]").Count);
        Assert.Equal(3, board.FindAll(".chart-area").Count);
    }

    [Fact]
    public void Names_from_outside_are_shown_as_text()
    {
        var board = Show(Window(
            Series(Script, Script, Script, Minutes(from: 58, to: 30)),
            Series(Script, Script, Script + "2", [Point(MinutesAgo(1), 90, dollars: null, unpriced: 90)])));
        Assert.Empty(board.FindAll("script"));
        Assert.Equal(Script, board.Find(".name").TextContent);
        Assert.Contains(Script, board.Find("aside.note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_focused_route_is_open_with_its_comparison()
    {
        var board = Show(SlowerSinceV2());
        Assert.Equal(["Stable", "Slower", "Stable"], board.FindAll("table.vs .chip").Select(chip => chip.TextContent));
        Assert.Contains("Slower since v2 took over.", Words(board.Find(".say").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public void Healthy_routes_are_one_line_that_opens_them()
    {
        var board = Show(Window(
            Series("gus", "v1", Minutes(from: 5, to: 0)), Series("faq", "v1", Minutes(from: 5, to: 0))));
        Assert.Equal(2, board.FindAll(".mini a").Count);
        Assert.EndsWith("?route=faq", board.FindAll(".mini a")[0].GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_becomes_a_table_and_back()
    {
        var board = Show(SlowerSinceV2());
        board.Find("[data-key=t]").Click();
        Assert.Equal(59, board.FindAll("tbody time").Count);
        board.Find("[data-key=t]").Click();
        Assert.Single(board.FindAll(".chart-canvas"));
    }

    private IRenderedComponent<OverviewBoard> Show(LiveWindow window)
    {
        var model = OverviewModel.Of(window, null, new OverviewTotals(), "/calls");
        return Render<OverviewBoard>(p => p
            .Add(b => b.Model, model)
            .Add(b => b.Data, OverviewChart.Data(window, model.Focus, null, model.Changes))
            .Add(b => b.Range, TimeRange.Hour)
            .Add(b => b.Step, window.Step)
            .Add(b => b.Now, Now));
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using Bunit;
using Dashboard.Ui.Charts;
using Dashboard.Ui.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Xunit;

namespace Dashboard.Ui.Tests.Charts;

public sealed class ChartTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);
    private static readonly ChartSeries Cost = new("cost", "Cost", ChartMark.Bar);
    private readonly BunitJSModuleInterop module;

    public ChartTests()
    {
        module = JSInterop.SetupModule("./_content/Dashboard.Ui/js/charts.js");
        module.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void All_points_are_sent_once_and_changes_alone_after_that()
    {
        var drawing = module.SetupModule("create", _ => true);
        drawing.Mode = JSRuntimeMode.Loose;
        var chart = RenderChart(Data([1, 2]));

        chart.InvokeAsync(() => chart.Instance.PushAsync(Data([3])));

        Assert.Single(module.Invocations["create"]);
        Assert.Single(drawing.Invocations["push"]);
        Assert.Empty(drawing.Invocations["setAll"]);
    }

    [Fact]
    public void A_reset_before_the_first_drawing_does_not_prevent_it()
    {
        var drawing = module.SetupModule("create", _ => true);
        drawing.Mode = JSRuntimeMode.Loose;
        var chart = RenderChart(data: null);

        chart.InvokeAsync(() => chart.Instance.ResetAsync(Data([1])));
        chart.Render(p => p.Add(c => c.Data, Data([1, 2])));

        Assert.Single(module.Invocations["create"]);
    }

    [Fact]
    public void The_drawing_is_disposed_with_the_component()
    {
        var drawing = module.SetupModule("create", _ => true);
        drawing.Mode = JSRuntimeMode.Loose;
        var chart = RenderChart(Data([1]));
        chart.Render(p => p.Add(c => c.AsTable, true));
        Assert.Single(drawing.Invocations["dispose"]);
    }

    [Fact]
    public async Task A_page_that_closes_while_the_drawing_is_on_its_way_is_no_failure()
    {
        var browser = new SlowBrowser();
        Services.AddSingleton<IJSRuntime>(browser);
        RenderChart(Data([1]));
        await DisposeComponentsAsync();

        browser.Create.SetException(new JSException("Cannot read properties of null"));

        await Renderer.Dispatcher.InvokeAsync(() => { });
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public void Before_it_is_drawn_titles_and_lines_are_in_place()
    {
        var chart = RenderChart(data: null);
        Assert.Equal("Cost", chart.Find(".panel b").TextContent);
        Assert.Equal(3, chart.FindAll(".line").Count);
    }

    [Fact]
    public void The_finding_is_what_a_screen_reader_hears()
    {
        var figure = RenderChart(Data([1])).Find("figure");
        Assert.Equal("img", figure.GetAttribute("role"));
        Assert.Equal("Cost is flat", figure.GetAttribute("aria-label"));
    }

    [Fact]
    public void The_same_numbers_can_be_read_as_a_table_newest_first()
    {
        var chart = RenderChart(Data([0.5, null, 2]), asTable: true);
        var cells = chart.FindAll("tbody td.num").Select(cell => cell.TextContent);
        Assert.Equal(["$2.00", "–", "$0.500"], cells);
    }

    [Fact]
    public void A_ribbon_names_its_versions_and_encodes_them()
    {
        var ribbon = Render<ServingRibbon>(p => p
            .Add(r => r.From, Start)
            .Add(r => r.To, Start.AddHours(10))
            .Add(r => r.Segments,
            [
                new RibbonSegment(Start, Start.AddHours(4), "<script>", VersionRole.Former),
                new RibbonSegment(Start.AddHours(4), Start.AddHours(10), "v2", VersionRole.Serving),
            ]));

        Assert.Empty(ribbon.FindAll("script"));
        Assert.Equal("40%", ribbon.Find("rect.serving").GetAttribute("x"));
        Assert.Equal("60%", ribbon.Find("rect.serving").GetAttribute("width"));
        Assert.Equal("<script>, then v2", ribbon.Find("svg").GetAttribute("aria-label"));
    }

    private IRenderedComponent<Chart> RenderChart(ChartData? data, bool asTable = false) => Render<Chart>(p => p
        .Add(c => c.Panels, [new ChartPanel("cost", "Cost", "$", ChartUnit.Dollars, [Cost])])
        .Add(c => c.Data, data)
        .Add(c => c.Finding, "Cost is flat")
        .Add(c => c.AsTable, asTable));

    private static ChartData Data(IReadOnlyList<double?> values) => new(
        Start, Start.AddHours(1), TimeSpan.FromMinutes(1),
        [.. values.Select((_, i) => Start.AddMinutes(i))],
        new Dictionary<string, IReadOnlyList<double?>> { ["cost"] = values },
        []);
}

using Bunit;
using Dashboard.Ui.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Ui.Tests.Controls;

public sealed class RowGridTests : ControlsContext
{
    private static readonly GridColumn<string>[] _columns =
    [
        new("name", "Name", name => builder => builder.AddContent(0, name)) { Order = name => name, Group = name => name },
        new("note", "Note", _ => builder => builder.AddContent(0, "-")) { Css = "num" },
    ];

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Heads_are_links_that_say_what_they_sort_and_how_it_is_sorted()
    {
        Navigation.NavigateTo("/things?q=x&sort=name");
        var grid = Show("b", "a");

        var head = grid.FindAll("th")[0];
        Assert.Equal(("ascending", "col"), (head.GetAttribute("aria-sort"), head.GetAttribute("scope")));
        var link = head.QuerySelector("a")!;
        Assert.Equal("Sort by Name", link.GetAttribute("aria-label"));
        Assert.EndsWith("/things?q=x&sort=-name", link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Null(grid.FindAll("th")[1].GetAttribute("aria-sort"));
        Assert.Equal(["a", "b"], grid.FindAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void Filters_are_menus_of_links_that_say_what_they_filter()
    {
        Navigation.NavigateTo("/things?name=b");
        var grid = Show("b", "<b>");

        Assert.Equal("Filter by Name: b", grid.Find("summary").GetAttribute("aria-label"));
        Assert.Equal(["any", "<b>", "b"], grid.FindAll("details:not(.only-narrow) a").Select(link => link.TextContent));
        Assert.Equal("b", Assert.Single(grid.FindAll("[aria-current=true]")).TextContent);
        Assert.Equal(["b"], grid.FindAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void A_filter_that_nothing_passes_shows_the_way_back()
    {
        Navigation.NavigateTo("/things?name=gone&sort=name");
        var grid = Show("b");

        Assert.Empty(grid.FindAll("table"));
        var clear = grid.FindAll("a").Single(link => link.TextContent == "Clear them");
        Assert.EndsWith("/things?sort=name", clear.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_rows_the_first_are_there_before_the_page_works()
    {
        var grid = Show([.. Enumerable.Range(0, 500).Select(i => $"row {i:000}")]);

        Assert.Equal(200, grid.FindAll("tbody tr").Count);
        Assert.Contains("The first 200 of 500 rows", grid.Markup, StringComparison.Ordinal);
        Assert.Equal("Name", grid.Find("tbody td").GetAttribute("data-label"));
    }

    private IRenderedComponent<RowGrid<string>> Show(params string[] rows)
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        return Render<RowGrid<string>>(p => p
            .Add(grid => grid.Label, "Things").Add(grid => grid.Items, rows).Add(grid => grid.Columns, _columns));
    }
}

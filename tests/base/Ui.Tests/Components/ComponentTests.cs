using Bunit;
using Dashboard.Ui.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dashboard.Ui.Tests.Components;

public sealed class ComponentTests : BunitContext
{
    private const string Script = "<script>alert(1)</script>";
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));

    public ComponentTests() => Services.AddSingleton<TimeProvider>(clock);

    [Fact]
    public void A_script_in_any_text_stays_text()
    {
        var tile = Render<Tile>(p => p.Add(t => t.Content, new TileContent
        {
            Label = Script,
            Value = Script,
            Unit = Script,
            Title = Script,
            Change = Script,
            Foot = Script,
        }));
        var chip = Render<StatusChip>(p => p
            .Add(c => c.Word, Script).Add(c => c.Shape, Icons.Ok).Add(c => c.Title, Script));
        var version = Render<VersionMark>(p => p.Add(v => v.Name, Script));
        var split = Render<SplitBar>(p => p.Add(s => s.Parts, [new SplitPart(Script, 1, VersionRole.Serving)]));
        var filter = Render<FilterChip>(p => p
            .Add(f => f.Name, Script).Add(f => f.Value, Script).Add(f => f.ClearHref, "/"));
        var command = Render<Command>(p => p.Add(c => c.Text, Script));
        var error = Render<ErrorState>(p => p.Add(e => e.What, Script).Add(e => e.Why, Script));

        Assert.Empty(new[]
        {
            tile.FindAll("script"), chip.FindAll("script"), version.FindAll("script"), split.FindAll("script"),
            filter.FindAll("script"), command.FindAll("script"), error.FindAll("script"),
        }.SelectMany(found => found));
        Assert.Equal(Script, tile.Find(".lab").TextContent);
        Assert.Equal(Script, chip.Find(".chip").TextContent);
        Assert.Equal(Script, version.Find(".ver").TextContent.Trim());
        Assert.Equal(Script, command.Find("code").TextContent);
    }

    [Fact]
    public void A_tile_has_five_rows_in_every_state()
    {
        var loading = Render<Tile>(p => p.Add(t => t.Label, "Cost today"));
        var empty = Render<Tile>(p => p.Add(t => t.Content, new TileContent { Label = "Errors", Value = "–" }));
        var live = Render<Tile>(p => p.Add(t => t.Content, new TileContent
        {
            Label = "Calls",
            Value = "20.8",
            Unit = "a min",
            Change = "+3 %",
            Spark = SparkLine.Of([1, 2]),
            Foot = "14,024 today",
            Href = "/calls",
        }));

        Assert.All([loading, empty, live], tile => Assert.Equal(5, tile.Find(".tile").Children.Length));
        Assert.Equal("true", loading.Find(".tile").GetAttribute("aria-busy"));
        Assert.Equal("/calls", live.Find("a.tile").GetAttribute("href"));
    }

    [Fact]
    public void The_reason_of_an_unknown_number_is_its_title()
    {
        var content = new TileContent { Label = "Hallucination", Value = "–", Title = "no evaluations yet" };
        var tile = Render<Tile>(p => p.Add(t => t.Content, content));
        Assert.Equal("no evaluations yet", tile.Find(".val").GetAttribute("title"));
    }

    [Fact]
    public void A_sparkline_is_grey_before_the_takeover()
    {
        var line = Render<SparkMark>(p => p.Add(s => s.Line, SparkLine.Of([1, 2, 3], takeover: 1)));
        Assert.NotNull(line.Find("path.former"));
        Assert.NotNull(line.Find("path.cut"));
        Assert.Empty(Render<SparkMark>(p => p.Add(s => s.Line, SparkLine.Of([1, 2, 3]))).FindAll("path.former"));
    }

    [Fact]
    public void The_age_is_counted_from_when_the_numbers_were_read()
    {
        var age = Render<LiveAge>(p => p.Add(a => a.AsOf, clock.GetUtcNow().AddMilliseconds(-240)));
        Assert.Equal("240", age.Find("[data-age]").GetAttribute("data-age"));
        Assert.Equal("240\u202Fms old", age.Find("[data-age-text]").TextContent);
    }

    [Fact]
    public void Before_the_first_numbers_there_is_no_age() =>
        Assert.True(Render<LiveAge>(p => p.Add(a => a.AsOf, null)).Find(".live").HasAttribute("hidden"));

    [Theory]
    [InlineData(null, "24h")]
    [InlineData("nonsense", "24h")]
    [InlineData("7d", "7d")]
    public void The_range_comes_from_the_address(string? name, string expected) =>
        Assert.Equal(expected, TimeRange.Parse(name).Name);

    [Fact]
    public void A_range_is_a_link_that_keeps_the_other_filters()
    {
        var navigation = Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>();
        navigation.NavigateTo("/?route=gus&range=1h");
        var picker = Render<TimeRangePicker>(p => p.Add(r => r.Selected, TimeRange.Hour));

        Assert.Equal(4, picker.FindAll("a").Count);
        Assert.EndsWith("?route=gus&range=7d", picker.FindAll("a")[2].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("true", picker.FindAll("a")[0].GetAttribute("aria-current"));
    }

    [Fact]
    public void A_failed_part_offers_one_way_on()
    {
        var tried = 0;
        var error = Render<ErrorState>(p => p.Add(e => e.What, "No").Add(e => e.OnRetry, () => tried++));
        error.Find("button").Click();
        Assert.Equal(1, tried);
        Assert.Empty(Render<ErrorState>(p => p.Add(e => e.What, "No")).FindAll("button"));
    }

    [Fact]
    public void A_split_says_its_shares()
    {
        var split = Render<SplitBar>(p => p.Add(s => s.Parts,
        [
            new SplitPart("v7", 0.9, VersionRole.Serving), new SplitPart(null, 0.1, VersionRole.Canary),
        ]));
        Assert.Equal(
            "v7 serves 90.0\u202F%, no version serves 10.0\u202F%", split.Find("svg").GetAttribute("aria-label"));
        Assert.Equal("90%", split.FindAll("rect")[1].GetAttribute("x"));
    }
}

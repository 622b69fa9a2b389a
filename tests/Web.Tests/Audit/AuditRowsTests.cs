using System.Text.Json;
using Bunit;
using Dashboard.Access.People;
using Dashboard.Ui;
using Dashboard.Web.Audit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Dashboard.Web.Tests.Pages.Overview.Numbers;

namespace Dashboard.Web.Tests.Audit;

public sealed class AuditRowsTests : BunitContext
{
    public AuditRowsTests()
    {
        Services.AddSingleton(new ActorNames(id => id == "ann" ? "Ann Archer" : null));
        Services.AddUi();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isInteractive: false));
    }

    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public void Who_what_and_why_are_shown_and_the_decision_itself_is_folded()
    {
        var rows = Show(chosen: null, Entry(7, "person:ann", "too slow"));

        var row = rows.Find("tbody tr");
        Assert.Contains("Ann Archer", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Route rolled back", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("too slow", row.TextContent, StringComparison.Ordinal);
        Assert.False(rows.Find("details").HasAttribute("open"));
    }

    [Fact]
    public void The_decision_that_a_link_points_at_is_marked_and_open()
    {
        var rows = Show(chosen: 6, Entry(7, "person:ann", null), Entry(6, "person:bob", null));

        var chosen = rows.Find("[aria-current=true]");
        Assert.Equal("event-6", chosen.Id);
        Assert.Single(rows.FindAll("details[open]"));
        Assert.True(chosen.Closest("tr")!.QuerySelector("details")!.HasAttribute("open"));
    }

    [Fact]
    public void Who_and_what_about_lead_to_all_that_is_like_it()
    {
        var rows = Show(chosen: null, Entry(7, "person:ann", null));

        Assert.Equal(
            ["/audit?event=7", "?actor=person:ann", "?stream=route:1:gus"],
            rows.FindAll("tbody a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void What_was_given_from_outside_is_shown_as_text()
    {
        var rows = Show(chosen: 7, Entry(7, Script, Script));

        Assert.Empty(rows.FindAll("script"));
        Assert.Contains(Script, rows.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_of_another_program_is_nobody_s() => Assert.Contains(
        "another program", Show(chosen: null, Entry(7, null, null)).Find("tbody tr").TextContent, StringComparison.Ordinal);

    private IRenderedComponent<AuditRows> Show(long? chosen, params AuditEntry[] items) => Render<AuditRows>(p => p
        .Add(rows => rows.Items, items)
        .Add(rows => rows.Chosen, chosen)
        .Add(rows => rows.Now, Now)
        .Add(rows => rows.Zone, TimeZoneInfo.Utc)
        .Add(rows => rows.Link, (name, value) => $"?{name}={value}"));

    private static AuditEntry Entry(long position, string? actor, string? reason) => new(
        position, Guid.Empty, "route:1:gus", 1, "route_rolled_back",
        JsonSerializer.SerializeToElement(new { Note = Script }), Now, actor, reason, null);
}

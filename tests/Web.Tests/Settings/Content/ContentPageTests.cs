using Bunit;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Telemetry.Content;
using Dashboard.Web.Settings.Content;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Content;

public sealed class ContentPageTests(TestConsole console) : SettingsContext(console), IClassFixture<TestConsole>
{
    private ContentDesk Desk => Console.Services.GetRequiredService<ContentDesk>();

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_changes_the_rule_and_says_why()
    {
        var page = Show<ContentPage>(project: 11, Scopes.Admin);
        page.WaitForAssertion(() => Assert.Contains("keep", page.Find("h2").TextContent, StringComparison.Ordinal));

        await page.Find("input[value=Redact]").ChangeAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.Contains("Say why", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(ContentRule.Keep, Desk.Read(new ProjectId(11)).Rule);

        await page.Find("input[name=reason]").InputAsync("data <b>protection</b>");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("redact", page.Find("h2").TextContent, StringComparison.Ordinal));
        var change = Assert.Single(await Desk.HistoryAsync(new ProjectId(11), Cancel));
        Assert.Equal(
            (ContentRule.Redact, "person:ann", "data <b>protection</b>"), (change.Rule, change.Actor, change.Reason));
        var row = page.Find("section[aria-label=History] tbody tr");
        Assert.Contains("data <b>protection</b>", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_see_the_rule_and_who_may_change_it()
    {
        var page = Show<ContentPage>(project: 12, Scopes.Manage);

        page.WaitForAssertion(() => Assert.Contains("keep", page.Find("h2").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Contains("Only administrators", page.Find("form").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form button"));
    }

    [Fact]
    public async Task A_decision_that_somebody_else_makes_appears_by_itself()
    {
        var page = Show<ContentPage>(project: 13, Scopes.Admin);
        page.WaitForAssertion(() => Assert.Contains("keep", page.Find("h2").TextContent, StringComparison.Ordinal));

        await Desk.SetAsync(new ProjectId(13), ContentRule.Drop, new EventContext("person:bob", "law"), Cancel);

        page.WaitForAssertion(
            () => Assert.Contains("drop", page.Find("h2").TextContent, StringComparison.Ordinal),
            TimeSpan.FromSeconds(30));
        Assert.Contains("bob", page.Find("section[aria-label=History]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_tried_out_under_each_rule_before_it_holds()
    {
        var page = Show<ContentPage>(project: 14, Scopes.Admin);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("textarea")));
        await page.Find("textarea").InputAsync("<i>ann@example.org</i> or bob@example.org");

        Assert.Equal("<i>ann@example.org</i> or bob@example.org", page.Find("[data-stored]").TextContent);
        await page.FindAll("button.try")[1].ClickAsync(new());
        Assert.Equal("<i>[email]</i> or [email]", page.Find("[data-stored]").TextContent);
        var card = page.Find("section[aria-label='Try it out']").TextContent;
        Assert.Contains("2 × [email]", card, StringComparison.Ordinal);
        await page.FindAll("button.try")[2].ClickAsync(new());
        Assert.Equal("Nothing", page.Find("[data-stored]").TextContent);
        Assert.Equal(ContentRule.Keep, Desk.Read(new ProjectId(14)).Rule);
    }
}

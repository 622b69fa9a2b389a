using Bunit;
using Dashboard.Access;
using Dashboard.Web.Settings.Erasure;
using Dashboard.Web.Tests.Acceptance;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Erasure;

public sealed class ErasurePageTests(TestConsole console) : SettingsContext(console), IClassFixture<TestConsole>
{
    [Fact]
    public async Task What_there_is_is_shown_first_and_then_it_is_gone_but_for_the_numbers()
    {
        var (client, project) = await Console.NewNumberedProjectAsync(Scopes.Ingest, Scopes.Read);
        using var _ = client;
        using var sent = await client.PostBytesAsync(
            "v1/traces", OtlpJson.Export(OtlpJson.Span(attributes: [("user.id", "ann-7")])), "application/json");
        Assert.True(sent.IsSuccessStatusCode);
        Assert.Equal(1, await CallsOfAsync(client, "ann-7"));
        Assert.NotNull(Above);
        var page = Show<ErasurePage>(project, Scopes.Admin);

        await page.Find("input[name=identifier]").InputAsync("ann-7");
        await page.Find("input[name=reason]").InputAsync("asked for by ann-7");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(
            "must not contain the identifier", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        await page.Find("input[name=reason]").InputAsync("asked for by mail");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("1 trace with 1 call", page.Markup, StringComparison.Ordinal));
        Assert.Equal(1, await CallsOfAsync(client, "ann-7"));

        page.Find("button.solid").Click();
        Assert.Contains(
            "1 trace with 1 call", Above.WaitForElement("[role=dialog]").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await CallsOfAsync(client, "ann-7"));
        Above.Find("[role=dialog] .solid").Click();

        page.WaitForAssertion(() => Assert.Contains("1 call stays", page.Markup, StringComparison.Ordinal));
        Assert.Equal(0, await CallsOfAsync(client, "ann-7"));
        Assert.Equal(1, (await client.TotalsAsync()).Calls);
        var history = page.Find("section[aria-label=History] tbody tr").TextContent;
        Assert.Contains("A user: 1 trace, 1 call", history, StringComparison.Ordinal);
        Assert.Contains("asked for by mail", history, StringComparison.Ordinal);
        Assert.DoesNotContain("ann-7", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_changes_what_is_asked_for_must_look_again()
    {
        var page = Show<ErasurePage>(project: 31, Scopes.Admin);
        await page.Find("input[name=identifier]").InputAsync("bob");
        await page.Find("input[name=reason]").InputAsync("asked");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Erase for good", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Nothing is stored of it now", page.Markup, StringComparison.Ordinal);

        await page.Find("input[name=identifier]").InputAsync("bobby");

        page.WaitForAssertion(() => Assert.DoesNotContain("Erase for good", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Others_see_what_it_does_and_who_may()
    {
        var page = Show<ErasurePage>(project: 32, Scopes.Manage);
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Contains("Only administrators erase", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form button"));
        Assert.Empty(page.FindAll("section[aria-label=History]"));
    }

    private static async Task<int> CallsOfAsync(HttpClient client, string user) =>
        (await client.CallsAsync($"user={user}")).Count;
}

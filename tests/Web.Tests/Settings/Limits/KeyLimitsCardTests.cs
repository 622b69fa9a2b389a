using Bunit;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Quota.Limits;
using Dashboard.Web.Settings;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Settings.Limits;

public sealed class KeyLimitsCardTests(TestConsole console) : SettingsContext(console), IClassFixture<TestConsole>
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_limits_a_key_of_their_project_and_says_why()
    {
        var id = await MakeKeyAsync("chatbot", project: 21);
        await MakeKeyAsync("of another project", project: 22);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/settings/keys?key={id}");
        var page = Show<KeysPage>(project: 21, Scopes.Manage);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("input[name=rpm]")));
        Assert.Single(page.FindAll("tbody tr"));

        await page.Find("input[name=rpm]").ChangeAsync(new() { Value = "sixty" });
        await page.Find("input[name=usd]").ChangeAsync(new() { Value = "-3" });
        await page.Find("input[name=reason]").InputAsync("too eager");
        await page.Find("form").SubmitAsync();
        Assert.Contains("Requests a minute: Give a whole number", Alert(page), StringComparison.Ordinal);
        await page.Find("input[name=rpm]").ChangeAsync(new() { Value = "60" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Budget: Give US dollars", Alert(page), StringComparison.Ordinal));

        await page.Find("input[name=usd]").ChangeAsync(new() { Value = "25" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains(
            " of $25.00 this month", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        var limits = await Console.Services.GetRequiredService<KeyLimitsDesk>().ShowAsync(id, Cancel);
        Assert.Equal((60, "25", "month"), (limits.Rpm, limits.Budget?.Usd, limits.Budget?.Period));
    }

    [Fact]
    public void Whoever_may_not_is_told_who_may()
    {
        var page = Show<KeysPage>(project: 23);
        Assert.Contains("administrators", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Without_a_key_for_the_gateway_a_command_makes_one()
    {
        var page = Show<KeysPage>(project: 24, Scopes.Manage);
        page.WaitForAssertion(() => Assert.Contains("No key for the gateway", page.Markup, StringComparison.Ordinal));
        Assert.Contains("--scopes gateway", page.Find("code").TextContent, StringComparison.Ordinal);
    }

    private static string Alert(IRenderedComponent<KeysPage> page) => page.Find("[role=alert]").TextContent;

    private async Task<string> MakeKeyAsync(string name, int project)
    {
        var made = await Console.Services.GetRequiredService<ApiKeyDesk>().CreateAsync(
            new CreateApiKey(name, [Scopes.Gateway], project, null), "person:ann", Cancel);
        return Assert.IsType<CreateApiKeyResult.Created>(made).Key.Split('_')[1];
    }
}

using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>From the decision that personal data must not be stored to a trace without them.</summary>
public sealed class ContentRuleTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private const string Address = "ann.lee@example.org";

    [Fact]
    public async Task After_the_rule_is_changed_an_address_is_redacted_before_it_is_stored()
    {
        using var exporter = new Exporter(fixture.Server, "privacy");
        var before = exporter.Call($"My address is {Address}, before.");
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(fixture.Server);
        await window.OpenAsync($"{fixture.Server.Url}/calls/{before}");
        await window.SeesAsync(page => page.GetByText($"My address is {Address}, before.").First);

        await window.OpenAsync(fixture.Server.Url + "/settings/content");
        await window.SeesAsync(page => page.GetByText("Content of project 1: keep"));
        await window.Page.GetByLabel("Sent").FillAsync($"Write to {Address}!");
        await window.Page.GetByRole(AriaRole.Group, new() { Name = "Rule to try" }).GetByText("Redact").ClickAsync();
        await window.SeesAsync(page => page.GetByText("Write to [email]!"));

        await window.Page.GetByRole(AriaRole.Radio, new() { Name = "Redact" }).CheckAsync();
        await window.Page.GetByLabel("Reason, for the audit log").FillAsync("data protection");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Redact content from now on" }).ClickAsync();
        await window.SeesAsync(page => page.GetByText("Content of project 1: redact"));
        await window.SeesAsync(page => page.GetByRole(AriaRole.Cell, new() { Name = "data protection" }));
        await window.KeepPictureAsync("content-rule");

        var after = exporter.Call($"My address is {Address}, after.");
        await window.OpenAsync($"{fixture.Server.Url}/calls/{after}");
        await window.SeesAsync(page => page.GetByText("My address is [email], after.").First);
        Assert.DoesNotContain(Address, await window.Page.ContentAsync(), StringComparison.Ordinal);
        window.HasNoComplaints();
    }
}

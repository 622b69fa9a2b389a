using Xunit;

namespace Dashboard.E2E;

/// <summary>A manager sees that a model has no price, gives it one, and sees the sum.</summary>
public sealed class CostTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private DashboardServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_without_a_price_gets_one_with_a_click_and_its_calls_are_in_the_sum()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        using var exporter = new Exporter(Server, "costs");
        exporter.Call("What is this?", "priceless", "gpt-4o-mini-super");

        await window.OpenAsync(Server.Url + "/cost?route=priceless");
        await window.SeesAsync(page => page.GetByText("1 call has no price"));
        await window.SeesAsync(page => page.Locator(".tile").First.GetByTitle("No call of this month has a price"));
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Add a price" }).ClickAsync();
        // The nearest listed name fills the form in, and says so.
        await window.SeesAsync(page => page.GetByText("another model with a similar name, gpt-4o-mini"));
        await window.Page.GetByLabel("Input").FillAsync("1000");
        await window.Page.GetByLabel("Output").FillAsync("2000");
        await window.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Save price" }).ClickAsync();
        await window.Page.GetByLabel("Output").WaitForAsync(
            new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });

        // 1,200 tokens in and 300 out: $1.80 a call, for the one that comes now and for the recorded one, priced again.
        exporter.Call("And this?", "priceless", "gpt-4o-mini-super");
        await window.SeesAsync(page => page.Locator(".tile").First.GetByText("$3.60", new() { Exact = true }));
        await window.KeepPictureAsync("cost");

        await window.OpenAsync(Server.Url + "/cost/prices?q=gpt-4o-mini-super");
        await window.SeesAsync(page => page.GetByText("set by admin"));
        window.HasNoComplaints();
    }
}

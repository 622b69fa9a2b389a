using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>Getting about without a mouse, and getting lost.</summary>
public sealed class KeyTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private DashboardServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_K_goes_to_pages_routes_traces_and_words()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        var trace = new string('a', 31) + "F";

        await GoToAsync(window, "aud");
        await window.Page.WaitForURLAsync(Server.Url + "/audit");
        await GoToAsync(window, "refund & return", "ArrowDown");
        await window.Page.WaitForURLAsync(Server.Url + "/calls?q=refund+%26+return");
        await GoToAsync(window, "gus/eu");
        await window.Page.WaitForURLAsync(Server.Url + "/calls?route=gus%2Feu");
        await GoToAsync(window, trace);
        await window.Page.WaitForURLAsync(Server.Url + "/calls/" + trace.ToLowerInvariant());

        await window.Page.Keyboard.PressAsync("Control+k");
        await window.KeepPictureAsync("go-to");
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Dialog(window)).ToBeHiddenAsync();
        window.HasNoComplaints();
    }

    [Fact]
    public async Task Every_page_has_its_keys_a_search_and_a_way_to_every_other()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        (string Letter, string Path, string Title)[] pages =
        [
            ("c", "/calls", "Calls"), ("t", "/cost", "Cost"), ("m", "/models", "Models"), ("a", "/audit", "Audit"),
            ("s", "/settings", "Settings"), ("o", "/", "Overview"),
        ];
        foreach (var (letter, path, title) in pages)
        {
            await window.Page.Keyboard.PressAsync("g");
            await window.Page.Keyboard.PressAsync(letter);
            await window.Page.WaitForURLAsync(Server.Url + path);
            // A new page takes the focus to its title once it is there.
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1, Exact = true }))
                .ToBeFocusedAsync(new() { Timeout = 60_000 });

            await window.Page.Keyboard.PressAsync("?");
            await window.SeesAsync(page => page.GetByText("Go to a page, a route, a trace"));
            await window.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(window.Page.GetByText("Go to a page, a route, a trace")).ToBeHiddenAsync();

            await window.Page.Keyboard.PressAsync("/");
            Assert.Equal("INPUT", await window.Page.EvaluateAsync<string>("() => document.activeElement.tagName"));
            await window.Page.Keyboard.PressAsync("Escape");
            await window.Page.EvaluateAsync("() => document.activeElement.blur()");
        }

        window.HasNoComplaints();
    }

    [Theory]
    [InlineData("/nothing-here")]
    [InlineData("/settings/nothing")]
    [InlineData("/calls/a/b/c")]
    public async Task An_unknown_address_is_said_by_the_console_itself_with_404(string path)
    {
        await using var window = await chromium.OpenSignedInAsync(Server);

        var answer = await window.Page.GotoAsync(Server.Url + path);

        Assert.Equal(404, answer!.Status);
        await window.WaitUntilInteractiveAsync();
        await window.SeesAsync(page => page.GetByText("There is no page at this address"));
        await window.KeepPictureAsync("not-found");
        await window.Page.Keyboard.PressAsync("g");
        await window.Page.Keyboard.PressAsync("c");
        await window.Page.WaitForURLAsync(Server.Url + "/calls");
    }

    private static ILocator Dialog(BrowserWindow window) => window.Page.GetByRole(AriaRole.Dialog, new() { Name = "Go to" });

    private static async Task GoToAsync(BrowserWindow window, string text, params string[] keys)
    {
        await window.Page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(Dialog(window)).ToBeVisibleAsync();
        await window.Page.Keyboard.TypeAsync(text);
        foreach (var key in keys)
        {
            await window.Page.Keyboard.PressAsync(key);
        }

        await window.Page.Keyboard.PressAsync("Enter");
    }
}

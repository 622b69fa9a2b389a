using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>Forms, dialogs, menus, toasts and long tables, by hand and by keyboard, and what they look like.</summary>
public sealed class ControlTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private DashboardServer Server => fixture.Server;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_control_wears_the_tokens(ColorScheme colors)
    {
        await using var window = await chromium.OpenSignedInAsync(Server, colors);
        await window.OpenAsync(Server.Url + "/settings/keys");
        await window.SeesAsync(page => page.GetByLabel("Name", new() { Exact = true }));
        var form = "form[aria-label='New key'] ";
        await LooksAsync(
            window, form + "input[name=name]",
            ("height", "28px"), ("color", "--text-1"), ("fontSize", "12px"), ("paddingLeft", "8px"));
        await LooksAsync(
            window, form + ".mud-input-outlined-border",
            ("borderTopColor", "--line-strong"), ("borderRadius", "6px"));
        await LooksAsync(window, form + ".mud-input", ("height", "28px"), ("backgroundColor", "--surface-card"));
        await LooksAsync(window, form + "label.mud-input-label", ("color", "--text-2"), ("fontSize", "12px"));
        await LooksAsync(
            window, form + "button.solid",
            ("height", "28px"), ("backgroundColor", "--accent"), ("color", "--text-on-solid"), ("borderRadius", "6px"),
            ("textTransform", "none"), ("boxShadow", "none"));
        await LooksAsync(window, form + "input[type=checkbox]", ("accentColor", "--accent"), ("marginLeft", "4px"));

        await window.Page.GetByRole(AriaRole.Combobox, new() { Name = "Works for" }).ClickAsync();
        await window.SeesAsync(page => page.GetByRole(AriaRole.Option, new() { Name = "30 days" }));
        await LooksAsync(
            window, ".mud-popover-open", ("backgroundColor", "--surface-raised"), ("borderTopColor", "--line"),
            ("borderRadius", "6px"));
        await LooksAsync(window, ".mud-popover-open .mud-list-item", ("minHeight", "28px"), ("color", "--text-1"));
        await window.KeepPictureAsync($"controls-{colors}".ToLowerInvariant());

        await window.OpenAsync(Server.Url + "/cost/prices");
        await window.SeesAsync(page => page.Locator("[data-row]").First);
        await LooksAsync(
            window, ".long td.num", ("fontSize", "13px"), ("textAlign", "right"),
            ("borderBottomColor", "--line-faint"), ("color", "--text-1"));
        await LooksAsync(window, ".long th", ("fontSize", "11px"), ("backgroundColor", "--surface-card"));
        window.HasNoComplaints();
    }

    [Fact]
    public async Task A_fault_is_said_beside_its_field_which_has_the_focus()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync(Server.Url + "/settings/keys");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();

        var name = window.Page.GetByLabel("Name", new() { Exact = true });
        await Assertions.Expect(name).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(name).ToHaveAttributeAsync("aria-invalid", "true");
        await window.SeesAsync(page => page.Locator(".mud-input-helper-text").GetByText("Give the key a name"));
        await Assertions.Expect(window.Page.Locator("form [role=alert]")).ToContainTextAsync("Name: Give the key a name");
        await LooksAsync(window, "form .mud-input-helper-text.mud-input-error", ("color", "--bad-text"));
    }

    [Fact]
    public async Task What_cannot_be_undone_is_asked_with_the_focus_on_the_way_out_and_then_said()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        await Server.RunVerbAsync(
            ["keys", "create", "--scopes", "read", "--name", "lost-soon"], TestContext.Current.CancellationToken);
        await window.OpenAsync(Server.Url + "/settings/keys");
        var row = window.Page.Locator("tr", new() { HasText = "lost-soon" });
        var revoke = row.GetByRole(AriaRole.Button, new() { Name = "Revoke" });
        await revoke.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        var dialog = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "Revoke lost-soon?" });
        var keep = dialog.GetByRole(AriaRole.Button, new() { Name = "Keep it" });
        await Assertions.Expect(keep).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await LooksAsync(
            window, ".mud-dialog", ("backgroundColor", "--surface-raised"), ("borderTopColor", "--line"),
            ("borderRadius", "10px"));
        await window.KeepPictureAsync("dialog");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(revoke).ToBeFocusedAsync();

        await revoke.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke for good" }).ClickAsync();
        var toast = window.Page.Locator(".mud-snackbar[role=status]");
        await Assertions.Expect(toast).ToContainTextAsync("lost-soon is revoked", new() { Timeout = 60_000 });
        await LooksAsync(window, ".mud-snackbar", ("backgroundColor", "--surface-raised"), ("color", "--text-1"));
        await window.KeepPictureAsync("toast");
        window.HasNoComplaints();
    }

    [Fact]
    public async Task A_menu_is_walked_with_the_arrows_and_gives_the_focus_back()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync(Server.Url + "/calls");
        // A new page takes the focus to its title once it is there.
        await Assertions.Expect(window.Page.Locator("h1")).ToBeFocusedAsync(new() { Timeout = 60_000 });
        var menu = window.Page.Locator("details[data-menu]", new() { HasText = "Export" });
        await menu.Locator("summary").FocusAsync();

        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(menu.Locator("a").First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(menu.Locator("a").Last).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(menu.Locator("a").First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(menu.Locator("a").First).ToBeHiddenAsync();
        await Assertions.Expect(menu.Locator("summary")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_long_table_draws_what_is_in_sight_and_goes_on_by_its_keys()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync(Server.Url + "/cost/prices");
        var rows = window.Page.Locator("[data-row]");
        await window.SeesAsync(_ => rows.First);
        Assert.InRange(await rows.CountAsync(), 1, 200);

        await window.Page.Locator("h1").ClickAsync();
        await window.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(rows.First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(rows.Nth(1)).ToBeFocusedAsync();

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sort by Model" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("th").First).ToHaveAttributeAsync("aria-sort", "ascending");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Sort by Model" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("th").First).ToHaveAttributeAsync("aria-sort", "descending");
        Assert.Contains("sort=-model", window.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_offers_what_calls_have_named()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        using var exporter = new Exporter(Server, "controls");
        exporter.Call("Where is my order?", "orders-route");
        await window.OpenAsync(Server.Url + "/calls");
        await window.SeesAsync(page => page.GetByText("Where is my order?").First);

        await window.Page.Locator("summary", new() { HasText = "Filter" }).ClickAsync();
        await window.Page.GetByLabel("Route", new() { Exact = true }).PressSequentiallyAsync("orders");
        await window.Page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "orders-route" }).ClickAsync();
        await window.Page.Locator("form[aria-label='Filter calls'] button[type=submit]").ClickAsync();

        await window.Page.WaitForURLAsync(url => url.Contains("route=orders-route", StringComparison.Ordinal));
        await window.SeesAsync(page => page.GetByText("Where is my order?").First);
        window.HasNoComplaints();
    }

    [Fact]
    public async Task A_forgotten_view_is_brought_back_from_its_toast()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.OpenAsync(Server.Url + "/calls?status=error");
        await window.Page.Locator("summary", new() { HasText = "Save view" }).ClickAsync();
        await window.Page.Locator("form[aria-label='Save view'] button").ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Name of the view")).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await window.Page.GetByLabel("Name of the view").FillAsync("faults");
        await window.Page.Keyboard.PressAsync("Enter");
        var view = window.Page.GetByRole(AriaRole.Link, new() { Name = "faults", Exact = true });
        await window.SeesAsync(_ => view);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Forget view" }).ClickAsync();
        await Assertions.Expect(view).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await window.Page.Locator(".mud-snackbar button", new() { HasText = "Undo" }).ClickAsync();
        await window.SeesAsync(_ => view);
        window.HasNoComplaints();
    }

    // Heights, colours and radii that a style sheet decides do not depend on the fonts of a machine, as pictures would.
    private static async Task LooksAsync(
        BrowserWindow window, string selector, params (string Name, string Value)[] wanted)
    {
        await window.Page.Locator(selector).First.WaitForAsync();
        var faults = await window.Page.EvaluateAsync<JsonElement>(
            """
            ([selector, wanted]) => {
              const style = getComputedStyle(document.querySelector(selector));
              const probe = document.body.appendChild(document.createElement('i'));
              const faults = [];
              for (const [name, value] of wanted) {
                probe.style.color = value.startsWith('--') ? `var(${value})` : '';
                const want = value.startsWith('--') ? getComputedStyle(probe).color : value;
                if (style[name] !== want) faults.push(`${selector} ${name}: ${style[name]}, not ${want}`);
              }
              probe.remove();
              return faults;
            }
            """,
            new object[] { selector, wanted.Select(one => new[] { one.Name, one.Value }).ToArray() });
        Assert.Empty(faults.EnumerateArray().Select(fault => fault.GetString()));
    }
}

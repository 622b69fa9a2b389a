using System.Text.Json;
using Dashboard.E2E.Gateway;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>Every page against the rules of axe-core (WCAG 2.2 A and AA): light, dark and narrow.</summary>
public sealed class AccessibilityTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private static readonly string[] _pages =
    [
        "/", "/calls", "/cost", "/cost/prices", "/client-metrics", "/models", "/audit", "/settings", "/settings/keys",
        "/settings/people", "/settings/content", "/settings/retention", "/settings/erasure", "/settings/sessions",
        "/settings/set-aside", "/not-here",
    ];

    private DashboardServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task No_page_breaks_a_rule_or_scrolls_sideways(ColorScheme colors, int width)
    {
        var axe = await File.ReadAllTextAsync(
            Path.Combine(Repository.ClientFolder, "node_modules/axe-core/axe.min.js"), Cancel);
        var traces = await FillAsync();
        await using var window = await chromium.OpenSignedInAsync(Server, colors);
        await window.Page.SetViewportSizeAsync(width, 900);
        var faults = new List<string>();
        foreach (var (path, name) in _pages.Select(page => (page, page.Split('/')[^1])).Concat(traces))
        {
            await OpenAsync(window, path);
            await window.KeepPictureAsync($"page-{name}-{colors}-{width}".ToLowerInvariant());
            await window.Page.EvaluateAsync(axe);
            foreach (var fault in await FaultsAsync(window))
            {
                faults.Add($"{path}: {fault}");
            }

            var wide = await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (wide > width)
            {
                faults.Add($"{path}: is {wide} px wide");
            }
        }

        Assert.Empty(faults);
    }

    // An unknown address is answered with 404, which is what its page says.
    private async Task OpenAsync(BrowserWindow window, string path)
    {
        await window.OpenAsync(Server.Url + path);
        await Assertions.Expect(window.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 300_000 });
    }

    private static async Task<IEnumerable<string>> FaultsAsync(BrowserWindow window)
    {
        var found = await window.Page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'],
            })).violations.map(one => ({ rule: one.id, where: one.nodes.map(node => node.target.join(' ') + ' ' + node.html) }))
            """);
        return found.EnumerateArray().Select(one =>
            $"{one.GetProperty("rule").GetString()}: {string.Join("; ", one.GetProperty("where").EnumerateArray().Take(3))}");
    }

    private async Task<IReadOnlyList<(string Path, string Name)>> FillAsync()
    {
        using var admin = new Admin(Server);
        await admin.RegisterAsync("http://127.0.0.1:9", ("v1", "gpt-4o-mini"), ("v2", "gpt-4o"));
        await admin.ServeAsync("v1");
        await admin.ServeAsync("v2");
        using var exporter = new Exporter(Server, "accessible");
        exporter.Call("What is this?", "accessible", "a-model-without-a-price");
        var trace = exporter.Call("Where is my order?", "accessible");
        var (contradiction, agentOnly) = await OddRecords.SendAsync(Server);
        await OddRecords.SetAsideAsync(Server);
        return
        [
            ("/calls/" + trace, "trace"), ("/calls/" + contradiction, "trace-contradiction"),
            ("/calls/" + agentOnly, "trace-agent-only"),
        ];
    }
}

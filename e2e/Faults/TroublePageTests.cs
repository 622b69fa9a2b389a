using Dashboard.E2E.Gateway;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>What a person sees whose page is open while the database is away.</summary>
public sealed class TroublePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_page_says_that_the_database_is_away_since_when_and_is_live_again_by_itself()
    {
        await using var database = await OwnDatabase.StartAsync(Cancel);
        await using var server = await DashboardServer.StartNewAsync(Cancel, database.Setting);
        await using var light = await chromium.OpenAsync();
        await light.SignInAsync(server);
        await using var dark = await chromium.OpenAsync(
            ColorScheme.Dark, await light.Page.Context.StorageStateAsync());
        await dark.OpenAsync(server.Url + "/");
        using (var before = new Exporter(server, "before-the-fault"))
        {
            before.Call("Where is my order?");
        }

        await light.SeesAsync(page => page.GetByText("before-the-fault").First);
        await dark.SeesAsync(page => page.GetByText("before-the-fault").First);
        Assert.Equal(0, await Banner(light).CountAsync());

        await database.StopAsync();
        foreach (var (window, name) in new[] { (light, "light"), (dark, "dark") })
        {
            await window.SeesAsync(_ => Banner(window));
            Assert.Contains("since", await Banner(window).InnerTextAsync(), StringComparison.Ordinal);
            await window.SeesAsync(page => page.GetByText("Stale").First);
            foreach (var width in new[] { 1280, 360 })
            {
                await window.Page.SetViewportSizeAsync(width, 800);
                await Eventually.BecomesAsync(true, () => FitsAsync(window, width));
                Assert.True(await FitsWithOldDataOfALongNameAsync(window, width));
                await window.KeepPictureAsync($"trouble-{name}-{width}");
            }
        }

        // What was known stays readable.
        await light.SeesAsync(page => page.GetByText("before-the-fault").First);

        await database.StartAgainAsync(Cancel);
        await Assertions.Expect(Banner(light)).ToHaveCountAsync(0, new() { Timeout = 300_000 });
        await Assertions.Expect(Banner(dark)).ToHaveCountAsync(0, new() { Timeout = 300_000 });
        using var after = new Exporter(server, "after-the-fault");
        after.Call("Still there?");
        await light.SeesAsync(page => page.GetByText("after-the-fault").First);
        light.HasNoComplaints();
        dark.HasNoComplaints();
    }

    private static ILocator Banner(BrowserWindow window) =>
        window.Page.GetByRole(AriaRole.Complementary, new() { Name = "The database does not answer" });

    // The bar at the top says how old the data are and whose they are, both as long as they like.
    private static Task<bool> FitsWithOldDataOfALongNameAsync(BrowserWindow window, int width) =>
        window.Page.EvaluateAsync<bool>("""
            width => {
              document.querySelector('.top [data-age-text]').firstChild.data = '1,234 days and 23 hours old';
              document.querySelector('.top summary .clip').firstChild.data = 'production-'.repeat(50);
              return document.documentElement.scrollWidth <= width;
            }
            """, width);

    private static Task<bool> FitsAsync(BrowserWindow window, int width) =>
        window.Page.EvaluateAsync<bool>("width => document.documentElement.scrollWidth <= width", width);
}

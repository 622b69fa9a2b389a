using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>The demonstration, as a newcomer sees it; the pictures of the README are taken here.</summary>
public sealed class DemoTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Synthetic_days_tell_their_story_and_say_that_they_are_made_up()
    {
        var server = fixture.Server;
        await using var light = await chromium.OpenAsync();
        await light.SignInAsync(server);
        await server.RunVerbAsync(["demo"], Cancel);

        await light.OpenAsync(server.Url + "/?environment=demo&route=demo-gus");
        await light.SeesAsync(page => page.GetByText("demo-gus", new() { Exact = true }).First);
        await light.SeesAsync(page => page.GetByText("Synthetic days"));
        await light.SeesAsync(page => page.Locator("canvas").First);
        await light.KeepPictureAsync("overview-light");
        light.HasNoComplaints();

        await light.OpenAsync(server.Url + "/");
        Assert.Equal(0, await light.Page.GetByText("demo-search").CountAsync());

        var state = await light.Page.Context.StorageStateAsync();
        await using var dark = await chromium.OpenAsync(ColorScheme.Dark, state);
        await dark.OpenAsync(server.Url + "/?environment=demo&route=demo-gus");
        await dark.SeesAsync(page => page.Locator("canvas").First);
        await dark.KeepPictureAsync("overview-dark");
        await dark.OpenAsync(server.Url + "/calls?environment=demo&route=demo-gus");
        await dark.Page.Locator("tbody a[href*='/calls/']").First.ClickAsync();
        await dark.SeesAsync(page => page.GetByText("handbook").First);
        await dark.KeepPictureAsync("trace-dark");
        dark.HasNoComplaints();
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>What a power cut does to those who watch and to what they watched.</summary>
public sealed class RestartTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_kill_the_page_comes_back_and_nothing_is_missing()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        await using var window = await chromium.OpenAsync();
        await window.SignInAsync(server);
        using (var before = new Exporter(server, "before-the-cut"))
        {
            for (var i = 0; i < 20; i++)
            {
                before.Call($"Question {i}");
            }
        }

        await window.SeesAsync(page => page.GetByText("before-the-cut").First);
        await server.KillAsync(Cancel);
        await window.SeesAsync(page => page.Locator("#components-reconnect-modal"));

        var began = Stopwatch.GetTimestamp();
        await server.StartAsync(Cancel);
        await window.Page.Locator("#components-reconnect-modal")
            .WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await window.WaitUntilInteractiveAsync();
        await window.SeesAsync(page => page.GetByText("before-the-cut").First);
        Measurements.Note("Restart of a killed server to a page that works again", Stopwatch.GetElapsedTime(began));

        using var after = new Exporter(server, "after-the-cut");
        after.Call("Still there?");
        await window.SeesAsync(page => page.GetByText("after-the-cut").First);

        Assert.Equal(21, await CountAsync(server));
        Assert.Empty(window.PolicyViolations);
    }

    private static async Task<int> CountAsync(DashboardServer server)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-api-key", DashboardServer.AdminKey);
        var now = TimeProvider.System.GetUtcNow();
        var answer = await client.GetFromJsonAsync<JsonElement>(
            $"{server.Url}/api/metrics?from={Text(now.AddHours(-1))}&to={Text(now.AddHours(1))}&step=all", Cancel);
        return answer.GetProperty("series").EnumerateArray()
            .SelectMany(series => series.GetProperty("points").EnumerateArray())
            .Sum(point => point.GetProperty("calls").GetInt32());
    }

    private static string Text(DateTimeOffset time) =>
        time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}

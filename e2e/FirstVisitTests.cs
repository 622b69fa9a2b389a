using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace Dashboard.E2E;

/// <summary>What travels when somebody opens the console for the first time, and what when they come again.</summary>
public sealed class FirstVisitTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private const int MostBytes = 560_000;
    private static readonly string[] _assets = ["script", "stylesheet"];

    private DashboardServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_overview_takes_few_bytes_and_its_assets_only_once()
    {
        string cookies;
        await using (var first = await chromium.OpenSignedInAsync(Server))
        {
            cookies = await first.Page.Context.StorageStateAsync();
        }

        using var exporter = new Exporter(Server, "first-visit");
        exporter.Call("Where is my order?");
        await using var window = await chromium.OpenAsync(cookies: cookies);
        var answers = new ConcurrentQueue<IResponse>();
        var pushed = 0;
        window.Page.Response += (_, answer) => answers.Enqueue(answer);
        window.Page.WebSocket += (_, socket) =>
            socket.FrameReceived += (_, frame) => Interlocked.Add(ref pushed, frame.Binary?.Length ?? 0);

        await window.OpenAsync(Server.Url + "/");
        await window.SeesAsync(page => page.Locator("canvas").First);
        var paint = await window.Page.EvaluateAsync<double>(
            "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");
        var sizes = await Task.WhenAll(answers.Select(async answer => (answer.Url, Size: await SizeAsync(answer))));

        Measurements.Note("First visit to the overview until the first paint", TimeSpan.FromMilliseconds(paint));
        Measurements.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"First visit to the overview: {sizes.Sum(one => one.Size) / 1000} kB, and {pushed / 1000} kB pushed"));
        Assert.Contains(sizes, one => one.Url.Contains("/js/charts.", StringComparison.Ordinal));
        Assert.InRange(sizes.Sum(one => one.Size) + pushed, 1, MostBytes);
        foreach (var answer in answers.Where(answer => _assets.Contains(answer.Request.ResourceType)))
        {
            var cache = await answer.HeaderValueAsync("cache-control");
            Assert.True(cache?.Contains("immutable", StringComparison.Ordinal), $"{answer.Url}: {cache}");
        }
    }

    private static async Task<int> SizeAsync(IResponse answer)
    {
        await answer.FinishedAsync();
        var sizes = await answer.Request.SizesAsync();
        return sizes.ResponseBodySize + sizes.ResponseHeadersSize;
    }
}

using System.Diagnostics;
using Xunit;

namespace Dashboard.E2E;

/// <summary>From the first start to the first call on the screen.</summary>
public sealed class FirstLightTests(Chromium chromium, ServerFixture fixture)
    : IClassFixture<Chromium>, IClassFixture<ServerFixture>
{
    private DashboardServer Server => fixture.Server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sign_in_link_works_once()
    {
        var printed = await Server.RunVerbAsync(["signin"], Cancel);
        var link = printed.Split("Sign in: ")[1].Trim();

        await using var first = await chromium.OpenAsync();
        await first.Page.GotoAsync(Server.Url + "/calls");
        Assert.StartsWith(Server.Url + "/signin", first.Page.Url, StringComparison.Ordinal);
        await first.Page.GotoAsync(link);
        await first.Page.WaitForURLAsync(Server.Url + "/");
        await first.WaitUntilInteractiveAsync();
        first.HasNoComplaints();

        await using var second = await chromium.OpenAsync();
        await second.Page.GotoAsync(link);
        await second.SeesAsync(page => page.GetByText("This sign-in link does not work"));
        await second.Page.GotoAsync(Server.Url + "/");
        Assert.StartsWith(Server.Url + "/signin", second.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_appears_on_the_overview_without_a_reload_and_can_be_read_as_a_trace()
    {
        await using var window = await chromium.OpenSignedInAsync(Server);
        await window.Page.EvaluateAsync("window.notReloaded = true");
        using var exporter = new Exporter(Server, "first-light");

        var trace = exporter.Call("Where is my parcel <script>alert(1)</script>?");
        await window.SeesAsync(page => page.GetByText("first-light").First);
        // The first call also pays for the exporter's connection and for code that runs for the first time: measured is
        // the rest.
        var times = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var began = Stopwatch.GetTimestamp();
            exporter.Call("And this one?", $"route-{i}");
            await window.SeesAsync(page => page.GetByText($"route-{i}").First);
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        Measurements.Note("Export of a call until it is on the overview, median of 5", times.Order().ElementAt(2));
        Assert.True(await window.Page.EvaluateAsync<bool>("window.notReloaded === true"));

        await window.OpenAsync(Server.Url + "/calls");
        await window.SeesAsync(page => page.GetByText("Where is my parcel").First);
        await window.Page.Locator($"a[href*='{trace}']").First.ClickAsync();
        await window.SeesAsync(page => page.GetByText("It is on its way.").First);
        await window.SeesAsync(page => page.GetByText("invoke_agent").First);
        await window.SeesAsync(page => page.GetByText("<script>alert(1)</script>").First);
        window.HasNoComplaints();
    }
}

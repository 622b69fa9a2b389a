using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Dashboard.Access;
using Dashboard.Access.Keys;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Ui.Components;
using Dashboard.Web.Demo;
using Dashboard.Web.Pages.Overview;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Demo;

/// <summary>The whole demonstration in a console, twice, and what its numbers say by the public interface.</summary>
public sealed class DemoReplayTests(TestConsole console) : IClassFixture<TestConsole>
{
    // Long enough for every version; DemoHistoryTests say that the other weeks are like these.
    private const int Days = 9;

    private readonly List<string> _said = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_its_story_by_api_metrics_and_on_the_overview_and_a_second_run_takes_the_first_ones_place()
    {
        var end = DateTimeOffset.UtcNow;
        await ReplayAsync(end, seed: 1);
        await ReplayAsync(end, seed: 2);

        using var client = await ClientAsync(Scopes.Read);
        var points = (await MetricsAsync(client, end.AddDays(-Days - 1), end, "day")).Single().Value;
        var whole = points.Where(day => day.GetProperty("calls").GetInt64() > 0).Skip(1).SkipLast(1).ToList();
        Assert.InRange(whole.Count, Days - 2, Days);
        Assert.All(whole, day => Assert.Equal(7100, day.GetProperty("calls").GetInt64()));
        Assert.All(whole, day => Assert.InRange(Cost(day), 14.5m, 15.5m));
        Assert.All(points, day => Assert.Equal(0, day.GetProperty("unpriced_calls").GetInt64()));
        Assert.Contains(_said, line => line.StartsWith("Removed the ", StringComparison.Ordinal));

        var versions = await MetricsAsync(
            client, end.AddDays(-1), end, "all", "&route=demo-gus&by=version");
        var (v1, v2) = (versions["v1"].Single(), versions["v2"].Single());
        Assert.InRange(Milliseconds(v2), 2400, 2600);
        Assert.InRange(Down(v2) - Down(v1), 0.085, 0.115);

        await TellsItOnTheOverviewAsync();
        await LeavesNothingToRealCallsAsync(client, end);
    }

    private async Task TellsItOnTheOverviewAsync()
    {
        var look = new OverviewLook(
            new LiveFilter(ProjectId.First, TimeRange.Day.Length, null, "demo"), TimeRange.Day, "demo-gus", TimeZoneInfo.Utc);
        await foreach (var frame in console.Services.GetRequiredService<OverviewFeeds>().WatchAsync(look, Ct))
        {
            var strip = frame.Model!.FocusStrip!;
            var votes = strip.Comparison!.ThumbsDown!;
            Assert.Equal(
                ("Degraded", VerdictKind.Worse, VerdictKind.Worse, VerdictKind.Stable),
                (strip.Health.Word, votes.Verdict!.Kind, strip.Comparison.MeanTime.Verdict!.Kind,
                    strip.Comparison.Cost.Verdict!.Kind));
            Assert.Contains("Response time is rising.", strip.Health.Text, StringComparison.Ordinal);
            Assert.True(votes.Interval!.Value.Low > 0.02);
            Assert.Equal("v1", strip.Standing!.TargetVersion);
            Assert.Equal(3, frame.Model.Strips.Count);
            break;
        }
    }

    private static async Task LeavesNothingToRealCallsAsync(HttpClient client, DateTimeOffset end)
    {
        var real = await client.GetJsonAsync(
            $"api/metrics?from={Text(end.AddDays(-40))}&to={Text(end)}&step=all");
        Assert.All(
            real.GetProperty("series").EnumerateArray(),
            series => Assert.Empty(series.GetProperty("points").EnumerateArray()));
    }

    private async Task ReplayAsync(DateTimeOffset end, int seed)
    {
        using var client = new HttpClient { BaseAddress = console.Url };
        var sender = new DemoSender(
            client, await KeyAsync(Scopes.Ingest, Scopes.Feedback, Scopes.Manage), TimeProvider.System);
        await new DemoReplay(console.Services, sender, "cli:test", _said.Add, Days).RunAsync(end, seed, Ct);
    }

    private async Task<HttpClient> ClientAsync(string scope)
    {
        var client = new HttpClient { BaseAddress = console.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(scope));
        return client;
    }

    private async Task<string> KeyAsync(params string[] scopes) =>
        ((CreateApiKeyResult.Created)await console.Services.GetRequiredService<ApiKeyDesk>().CreateAsync(
            new CreateApiKey("test", scopes), "cli:test", Ct)).Key;

    private static async Task<Dictionary<string, List<JsonElement>>> MetricsAsync(
        HttpClient client, DateTimeOffset from, DateTimeOffset to, string step, string more = "")
    {
        var answer = await client.GetJsonAsync(
            $"api/metrics?environment=demo&from={Text(from)}&to={Text(to)}&step={step}{more}");
        return answer.GetProperty("series").EnumerateArray().ToDictionary(
            series => series.GetProperty("by").TryGetProperty("version", out var version) ? version.GetString()! : "",
            series => series.GetProperty("points").EnumerateArray().ToList());
    }

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static decimal Cost(JsonElement point) =>
        decimal.Parse(point.GetProperty("cost_usd").GetString()!, CultureInfo.InvariantCulture);

    private static double Milliseconds(JsonElement point) =>
        point.GetProperty("latency_ms").GetProperty("mean").GetDouble();

    private static double Down(JsonElement point) =>
        point.GetProperty("feedback").GetProperty("down_rate").GetDouble();
}

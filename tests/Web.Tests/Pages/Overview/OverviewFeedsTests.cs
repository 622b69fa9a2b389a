using System.Net;
using Dashboard.Access;
using Dashboard.Events;
using Dashboard.Telemetry.Live;
using Dashboard.Ui.Components;
using Dashboard.Web.Pages.Overview;
using Dashboard.Web.Tests.Acceptance;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dashboard.Web.Tests.Pages.Overview;

public sealed class OverviewFeedsTests(TestConsole console) : IClassFixture<TestConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private OverviewFeeds Feeds => console.Services.GetRequiredService<OverviewFeeds>();

    [Fact]
    public async Task Pages_with_the_same_look_are_shown_the_very_same_frames()
    {
        var (client, look) = await NewLookAsync();
        using var _ = client;
        await using var one = Feeds.WatchAsync(look, Ct).GetAsyncEnumerator(Ct);
        await using var other = Feeds.WatchAsync(look with { }, Ct).GetAsyncEnumerator(Ct);
        await SendAsync(client);

        var (seenByOne, seenByOther) = (await WithCallsAsync(one), await WithCallsAsync(other));
        while (seenByOne.AsOf != seenByOther.AsOf)
        {
            (seenByOne, seenByOther) = seenByOne.AsOf < seenByOther.AsOf
                ? (await WithCallsAsync(one), seenByOther)
                : (seenByOne, await WithCallsAsync(other));
        }

        Assert.Same(seenByOne, seenByOther);
        Assert.Equal("default", Assert.Single(seenByOne.Model!.Strips).Route);
    }

    [Fact]
    public async Task A_frame_says_which_points_differ_from_the_one_before()
    {
        var (client, look) = await NewLookAsync();
        using var _ = client;
        await SendAsync(client);
        await using var page = Feeds.WatchAsync(look, Ct).GetAsyncEnumerator(Ct);
        var before = await WithCallsAsync(page);
        await SendAsync(client);

        var after = before;
        while (CallsOf(after) == CallsOf(before))
        {
            after = await WithCallsAsync(page);
        }

        Assert.Equal(1, CallsOf(before));
        Assert.Equal(2, CallsOf(after));
        Assert.Single(after.Changed!.Times);
    }

    [Fact]
    public async Task A_page_that_comes_back_begins_anew()
    {
        var (client, look) = await NewLookAsync();
        using var _ = client;
        await SendAsync(client);
        OverviewFrame first;
        await using (var page = Feeds.WatchAsync(look, Ct).GetAsyncEnumerator(Ct))
        {
            first = await WithCallsAsync(page);
        }

        await using var again = Feeds.WatchAsync(look, Ct).GetAsyncEnumerator(Ct);
        Assert.True((await WithCallsAsync(again)).AsOf > first.AsOf);
    }

    private async Task<(HttpClient Client, OverviewLook Look)> NewLookAsync()
    {
        var (client, project) = await console.NewNumberedProjectAsync(Scopes.Ingest);
        var filter = new LiveFilter(new ProjectId(project), TimeRange.Hour.Length, Route: null, Environment: null);
        return (client, new OverviewLook(filter, TimeRange.Hour, Route: null, TimeZoneInfo.Utc));
    }

    private static async Task SendAsync(HttpClient client)
    {
        using var sent = await client.PostBytesAsync("v1/traces", OtlpJson.Export(OtlpJson.Span()), "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
    }

    private static async Task<OverviewFrame> WithCallsAsync(IAsyncEnumerator<OverviewFrame> page)
    {
        do
        {
            Assert.True(await page.MoveNextAsync());
        }
        while (page.Current.Model is null);
        return page.Current;
    }

    private static double CallsOf(OverviewFrame frame) => frame.Data!.Values["calls"].Sum(value => value ?? 0);
}

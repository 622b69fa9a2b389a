using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Xunit;

namespace Dashboard.E2E.Gateway;

/// <summary>A rollback while callers call.</summary>
public sealed class RollbackTests : IAsyncLifetime
{
    private const int PerSecond = 200;
    private const int Streams = 32;
    private const string Reason = "v2 answers worse";

    private Provider _provider = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _provider = await Provider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task Under_load_no_call_fails_no_stream_is_cut_and_what_begins_afterwards_is_on_the_former_version()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        using var admin = await ServeSecondVersionAsync(server);
        using var streams = OpenStreams.Open(server, Streams);
        await Eventually.BecomesAsync(Streams, () => Task.FromResult(_provider.Holding));
        using var load = CallLoad.Start(server, PerSecond);
        await SeesAsync(load, since: 0);

        var (status, answer, answeredAt) = await RollBackAsync(admin);

        await SeesAsync(load, answeredAt);
        var calls = await load.StopAsync();
        _provider.Release();
        var streamed = await streams.ReadToEndAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3, answer.GetProperty("revision").GetInt32());
        HaveNotFailed(calls);
        AreOnFormerVersion(calls.Where(call => call.BegunAt > answeredAt));
        Assert.Contains(calls, call => call.Version == "v2");
        Assert.All(streamed, stream =>
        {
            Assert.Equal("v2", stream.Version);
            Assert.EndsWith("data: [DONE]\n\n", stream.Text, StringComparison.Ordinal);
        });
        await Eventually.BecomesAsync(calls.Count + Streams, () => admin.SumAsync());
        Assert.Equal(0, await admin.SumAsync("errors"));
    }

    [Fact]
    public async Task A_second_console_on_the_same_database_follows()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        using var admin = await ServeSecondVersionAsync(server);
        await using var second = await server.StartBesideAsync(Cancel);
        using var here = CallLoad.Start(server, PerSecond / 2);
        using var there = CallLoad.Start(second, PerSecond / 2);
        await SeesAsync(here, since: 0);
        await SeesAsync(there, since: 0);
        Assert.All(there.Seen, call => Assert.Equal("v2", call.Version));

        var (_, _, answeredAt) = await RollBackAsync(admin);

        await Eventually.BecomesAsync(true, () => Task.FromResult(there.Seen.Any(call => call.Version == "v1")));
        await SeesAsync(there, Stopwatch.GetTimestamp());
        var (calls, otherCalls) = (await here.StopAsync(), await there.StopAsync());
        HaveNotFailed(calls.Concat(otherCalls));
        AreOnFormerVersion(calls.Where(call => call.BegunAt > answeredAt));
        var late = otherCalls.Where(call => call.Version == "v2" && call.BegunAt > answeredAt).ToList();
        Measurements.Note(
            "Answer of a rollback until the last call begins at another console that is not on it yet",
            late.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(answeredAt, late.Max(call => call.BegunAt)));
        var followed = otherCalls.Where(call => call.Version == "v1").Min(call => call.EndedAt);
        AreOnFormerVersion(otherCalls.Where(call => call.BegunAt > followed));
    }

    [Fact]
    public async Task Without_the_database_it_applies_at_once_says_so_and_is_put_on_record_afterwards()
    {
        await using var database = await OwnDatabase.StartAsync(Cancel);
        await using var server = await DashboardServer.StartNewAsync(Cancel, database.Setting);
        using var admin = await ServeSecondVersionAsync(server);
        using var load = CallLoad.Start(server, PerSecond);
        await SeesAsync(load, since: 0);
        await database.StopAsync();

        var (status, answer, answeredAt) = await RollBackAsync(admin);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.False(answer.GetProperty("durable").GetBoolean());
        await SeesAsync(load, answeredAt);
        await database.StartAgainAsync(Cancel);
        await Eventually.BecomesAsync(true, async () =>
            (await admin.GetAsync("/api/routes/gus")).GetProperty("durable").GetBoolean());
        var calls = await load.StopAsync();
        HaveNotFailed(calls);
        AreOnFormerVersion(calls.Where(call => call.BegunAt > answeredAt));
        var audit = await admin.GetAsync("/api/audit");
        Assert.Single(
            audit.GetProperty("items").EnumerateArray(), entry => entry.GetProperty("reason").GetString() == Reason);
        await Eventually.BecomesAsync(calls.Count, () => admin.SumAsync());
    }

    private async Task<Admin> ServeSecondVersionAsync(DashboardServer server)
    {
        var admin = new Admin(server);
        await admin.RegisterAsync(_provider.BaseUrl, ("v1", "gpt-4o-mini"), ("v2", "gpt-4o"));
        await admin.ServeAsync("v1");
        await admin.ServeAsync("v2");
        return admin;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer, long AnsweredAt)> RollBackAsync(Admin admin)
    {
        var began = Stopwatch.GetTimestamp();
        var (status, answer) = await admin.TryAsync(
            HttpMethod.Post, "/api/routes/gus/rollback", new { reason = Reason });
        Measurements.Note($"A rollback under load, answered with {(int)status}", Stopwatch.GetElapsedTime(began));
        return (status, answer, Stopwatch.GetTimestamp());
    }

    /// <summary>Waits for a second's worth of calls that began after a moment.</summary>
    private static Task SeesAsync(CallLoad load, long since) =>
        Eventually.BecomesAsync(true, () => Task.FromResult(load.SeenSince(since) >= PerSecond));

    private static void HaveNotFailed(IEnumerable<SeenCall> calls) =>
        Assert.Empty(calls.Select(call => call.Failure).OfType<string>());

    private static void AreOnFormerVersion(IEnumerable<SeenCall> calls) => Assert.All(calls, call =>
    {
        Assert.Equal("v1", call.Version);
        Assert.Equal("gpt-4o-mini", call.Model);
    });
}

using Dashboard.E2E.Gateway;
using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>The network between console and database.</summary>
public sealed class CutConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_the_connection_is_cut_it_is_said_and_nothing_is_lost_or_doubled()
    {
        await using var database = await OwnDatabase.StartAsync(Cancel);
        await using var proxy = new DatabaseProxy(database.Setting.Value);
        await using var server = await DashboardServer.StartNewAsync(Cancel, proxy.Setting);
        await using var senders = SpanSenders.Start(servers: server.Url);
        await senders.ProgressAsync(20, Cancel);

        foreach (var cut in new[] { proxy.Reset, proxy.Swallow, proxy.Forget })
        {
            cut();
            await Eventually.BecomesAsync(true, () => SaysAsync(server));
            proxy.Mend();
            await senders.ProgressAsync(10, Cancel);
            await Eventually.BecomesAsync("ready", () => Readiness.StatusAsync(server));
        }

        await Books.BalanceAsync(senders, server, database.Setting.Value);
        Assert.True(server.IsRunning);
    }

    [Fact]
    public async Task A_forgotten_connection_is_found_out_before_the_time_of_a_command_is_over()
    {
        await using var database = await OwnDatabase.StartAsync(Cancel);
        await using var proxy = new DatabaseProxy(database.Setting.Value);
        await using var server = await DashboardServer.StartNewAsync(Cancel, ("DASHBOARD_DB", proxy.ConnectionString));
        await using var senders = SpanSenders.Start(servers: server.Url);
        await senders.ProgressAsync(20, Cancel);

        for (var round = 0; round < 3; round++)
        {
            proxy.Forget();
            await Eventually.BecomesAsync(true, () => Task.FromResult(proxy.Held > 2));
            proxy.Mend();
            await senders.ProgressAsync(10, Cancel);
        }

        Assert.Contains("was lost on the way", server.Log(), StringComparison.Ordinal);
        await Books.BalanceAsync(senders, server, database.Setting.Value);
    }

    private static async Task<bool> SaysAsync(DashboardServer server) =>
        (await Readiness.FailedAsync(server)).ContainsKey("telemetry_database");
}

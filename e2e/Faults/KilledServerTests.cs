using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>Processes that end without warning while calls come in.</summary>
public sealed class KilledServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_PostgreSQL_comes_back_by_itself_and_every_acknowledged_span_is_there_once()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        await using var senders = SpanSenders.Start(servers: server.Url);
        await senders.ProgressAsync(20, Cancel);
        var process = server.ProcessId;

        for (var round = 0; round < 3; round++)
        {
            await EmbeddedDatabase.KillAsync(server);
            await senders.ProgressAsync(10, Cancel);
        }

        await Books.BalanceAsync(senders, server, EmbeddedDatabase.ConnectionString(server));
        Assert.Equal(process, server.ProcessId);
        Assert.True(server.IsRunning);
    }

    [Fact]
    public async Task A_killed_console_finds_its_server_again_alive_or_dead()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        await using var senders = SpanSenders.Start(servers: server.Url);
        await senders.ProgressAsync(20, Cancel);
        var postmaster = EmbeddedDatabase.ProcessId(server);

        await server.KillAsync(Cancel);
        await server.StartAsync(Cancel);
        await senders.ProgressAsync(10, Cancel);
        Assert.Equal(postmaster, EmbeddedDatabase.ProcessId(server));

        await EmbeddedDatabase.KillAsync(server);
        await server.KillAsync(Cancel);
        await server.StartAsync(Cancel);
        await senders.ProgressAsync(10, Cancel);
        Assert.NotEqual(postmaster, EmbeddedDatabase.ProcessId(server));

        await Books.BalanceAsync(senders, server, EmbeddedDatabase.ConnectionString(server));
    }
}

using Xunit;

namespace Dashboard.E2E.Faults;

/// <summary>The same spans more than once, by one way or by several.</summary>
public sealed class ManyDeliveriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_sends_everything_three_times_at_once_is_counted_once()
    {
        await using var server = await DashboardServer.StartNewAsync(Cancel);
        await using var senders = SpanSenders.Start(times: 3, servers: server.Url);

        await senders.ProgressAsync(60, Cancel);

        await Books.BalanceAsync(senders, server, EmbeddedDatabase.ConnectionString(server));
    }

    [Fact]
    public async Task Two_consoles_share_a_database_and_the_second_keeps_it_alive_when_the_first_is_killed()
    {
        await using var first = await DashboardServer.StartNewAsync(Cancel);
        await using var second = await first.StartBesideAsync(Cancel);
        await using var senders = SpanSenders.Start(senders: 4, times: 2, servers: [first.Url, second.Url]);
        await senders.ProgressAsync(30, Cancel);

        // The first one supervises PostgreSQL: with both gone the second one starts it again.
        await first.KillAsync(Cancel);
        await EmbeddedDatabase.KillAsync(second);
        await Gateway.Eventually.BecomesAsync("ready", () => Readiness.StatusAsync(second));
        await first.StartAsync(Cancel);
        await senders.ProgressAsync(20, Cancel);

        await Books.BalanceAsync(senders, second, EmbeddedDatabase.ConnectionString(second));
    }
}

using System.Threading.Channels;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class DoorbellTests : IAsyncLifetime
{
    private readonly Channel<string> _rings = Channel.CreateUnbounded<string>();
    private TestDatabase _db = null!;
    private DecisionsDoorbell _bell = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _db = await TestDatabase.CreateAsync();
        _bell = new DecisionsDoorbell(_db.ConnectionString, TimeProvider.System, NullLogger<DecisionsDoorbell>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _bell.StopAsync(CancellationToken.None);
        _bell.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task A_ring_reaches_the_subscribers_of_its_kind_and_no_others()
    {
        using var calls = _bell.Subscribe("calls", (payload, ct) => _rings.Writer.WriteAsync("calls " + payload, ct).AsTask());
        using var prices = _bell.Subscribe("prices", (payload, ct) => _rings.Writer.WriteAsync("prices " + payload, ct).AsTask());
        await _bell.StartAsync(Ct);
        Assert.Equal(["calls ", "prices "], new[] { await NextAsync(), await NextAsync() }.Order());

        await RingAsync("calls", "1:2026");
        Assert.Equal("calls 1:2026", await NextAsync());
        await RingAsync("prices", "");
        Assert.Equal("prices ", await NextAsync());
    }

    [Fact]
    public async Task A_ring_arrives_at_commit_and_never_after_a_rollback()
    {
        using var calls = _bell.Subscribe("calls", (payload, ct) => _rings.Writer.WriteAsync(payload, ct).AsTask());
        await _bell.StartAsync(Ct);
        Assert.Equal("", await NextAsync());

        await using var connection = await _db.Source.OpenConnectionAsync(Ct);
        await using (var undone = await connection.BeginTransactionAsync(Ct))
        {
            await Doorbell.RingAsync(connection, "calls", "undone", Ct);
            await undone.RollbackAsync(Ct);
        }

        await using (var done = await connection.BeginTransactionAsync(Ct))
        {
            await Doorbell.RingAsync(connection, "calls", "done", Ct);
            Assert.False(_rings.Reader.TryRead(out _));
            await done.CommitAsync(Ct);
        }

        Assert.Equal("done", await NextAsync());
    }

    [Fact]
    public async Task A_lost_connection_comes_back_and_asks_to_read_everything_again()
    {
        using var calls = _bell.Subscribe("calls", (payload, ct) => _rings.Writer.WriteAsync(payload, ct).AsTask());
        await _bell.StartAsync(Ct);
        Assert.Equal("", await NextAsync());

        await _db.ExecuteAsync("""
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'dashboard doorbell'
            """);
        Assert.Equal("", await NextAsync());
        await RingAsync("calls", "again");
        Assert.Equal("again", await NextAsync());
    }

    [Fact]
    public async Task A_subscriber_that_throws_is_rung_again()
    {
        using var calls = _bell.Subscribe("calls", async (payload, ct) =>
        {
            await _rings.Writer.WriteAsync(payload, ct);
            throw new InvalidOperationException("once more");
        });
        await _bell.StartAsync(Ct);
        Assert.Equal("", await NextAsync());
        await RingAsync("calls", "1");
        Assert.Equal("1", await NextAsync());
        await RingAsync("calls", "2");
        Assert.Equal("2", await NextAsync());
    }

    [Fact]
    public async Task A_slow_subscriber_is_told_to_read_everything_instead_of_every_ring()
    {
        var release = new TaskCompletionSource();
        using var calls = _bell.Subscribe("calls", async (payload, ct) =>
        {
            await _rings.Writer.WriteAsync(payload, ct);
            await release.Task.WaitAsync(ct);
        });
        using var last = _bell.Subscribe("last", (_, ct) => _rings.Writer.WriteAsync("last", ct).AsTask());
        await _bell.StartAsync(Ct);
        Assert.Equal(["", "last"], new[] { await NextAsync(), await NextAsync() }.Order());

        await _db.ExecuteAsync("SELECT pg_notify('dashboard', 'calls:' || n) FROM generate_series(1, 400) n");
        await RingAsync("last", "");
        Assert.Equal("last", await NextAsync());
        release.SetResult();
        Assert.Equal("", await NextAsync());
        await RingAsync("calls", "after");
        Assert.Equal("after", await NextAsync());
    }

    [Fact]
    public async Task A_disposed_subscription_is_not_rung()
    {
        var calls = _bell.Subscribe("calls", (payload, ct) => _rings.Writer.WriteAsync("disposed", ct).AsTask());
        calls.Dispose();
        using var other = _bell.Subscribe("calls", (payload, ct) => _rings.Writer.WriteAsync("kept " + payload, ct).AsTask());
        await _bell.StartAsync(Ct);
        Assert.Equal("kept ", await NextAsync());
        await RingAsync("calls", "1");
        Assert.Equal("kept 1", await NextAsync());
    }

    [Fact]
    public async Task A_payload_too_long_for_the_server_is_refused()
    {
        await using var connection = await _db.Source.OpenConnectionAsync(Ct);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Doorbell.RingAsync(connection, "calls", new string('x', 2000), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Doorbell.RingAsync(connection, "a:b", "", Ct));
    }

    private async Task<string> NextAsync() => await _rings.Reader.ReadAsync(Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);

    private async Task RingAsync(string kind, string payload)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(Ct);
        await Doorbell.RingAsync(connection, kind, payload, Ct);
    }
}

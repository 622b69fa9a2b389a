using Dashboard.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class SessionLockTests : IAsyncLifetime
{
    private const long Key = 4711;

    private TestDatabase _database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task One_at_a_time_has_it_and_the_next_one_when_it_is_given_back()
    {
        await using var first = await _database.Source.OpenConnectionAsync(Ct);
        await using var second = await _database.Source.OpenConnectionAsync(Ct);

        Assert.True(await SessionLock.TryTakeAsync(first, Key, Ct));
        Assert.False(await SessionLock.TryTakeAsync(second, Key, Ct));
        await SessionLock.ReleaseAsync(first, Key);
        Assert.True(await SessionLock.TryTakeAsync(second, Key, Ct));
    }

    [Fact]
    public async Task A_session_that_holds_it_must_not_be_idle_for_long_and_may_again_afterwards()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Ct);
        await SessionLock.TryTakeAsync(connection, Key, Ct);
        Assert.Equal("1min", await TimeoutAsync(connection));

        await SessionLock.ReleaseAsync(connection, Key);

        Assert.Equal("0", await TimeoutAsync(connection));
    }

    [Fact]
    public async Task What_broke_the_work_is_thrown_and_not_that_the_lock_is_gone_too()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Ct);
        await SessionLock.TryTakeAsync(connection, Key, Ct);
        await _database.ExecuteAsync("SELECT pg_terminate_backend($1)", connection.ProcessID);
        await using var work = new NpgsqlCommand("SELECT 1", connection);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => work.ExecuteScalarAsync(Ct));

        await SessionLock.ReleaseAsync(connection, Key);

        await using var other = await _database.Source.OpenConnectionAsync(Ct);
        await Eventually.TrueAsync(() => SessionLock.TryTakeAsync(other, Key, Ct));
    }

    private static async Task<object?> TimeoutAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SHOW idle_session_timeout", connection);
        return await command.ExecuteScalarAsync(Ct);
    }
}

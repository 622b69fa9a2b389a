using Dashboard.Testing;
using Npgsql;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class WatchedSessionsTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    private TestDatabase _database = null!;
    private WatchedSessions _sessions = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _sessions = new WatchedSessions(_database.Source, TimeProvider.System, Soon);
        await _database.ExecuteAsync("CREATE TABLE spans (text text)");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_session_that_waits_for_words_that_never_come_is_given_up()
    {
        var failure = await Assert.ThrowsAsync<NpgsqlException>(() => _sessions.RunAsync(
            async (connection, ct) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await ExecuteAsync(connection, "INSERT INTO spans VALUES ('lost')", ct);
                await Task.Delay(Timeout.Infinite, ct);
                return 0;
            },
            Ct));

        Assert.IsType<TimeoutException>(failure.InnerException);
        Assert.True(DatabaseAway.Is(failure));
        Assert.Equal(0L, await _database.ReadAsync<long>("SELECT count(*) FROM spans"));
    }

    [Fact]
    public async Task A_session_that_the_server_has_ended_is_given_up()
    {
        var failure = await Assert.ThrowsAsync<NpgsqlException>(() => _sessions.RunAsync(
            async (connection, ct) =>
            {
                await _database.ExecuteAsync("SELECT pg_terminate_backend($1)", connection.ProcessID);
                await Task.Delay(Timeout.Infinite, ct);
                return 0;
            },
            Ct));

        Assert.IsType<TimeoutException>(failure.InnerException);
    }

    [Fact]
    public async Task A_session_that_works_is_waited_for()
    {
        var answer = await _sessions.RunAsync(
            async (connection, ct) =>
            {
                await using var slow = new NpgsqlCommand("SELECT 7 FROM pg_sleep(2)", connection);
                return (int)(await slow.ExecuteScalarAsync(ct))!;
            },
            Ct);

        Assert.Equal(7, answer);
    }

    [Fact]
    public async Task A_COPY_that_goes_on_is_waited_for_however_slow_its_sender()
    {
        const int rows = 20;
        var row = new string('x', 100_000);
        await _sessions.RunAsync(
            async (connection, ct) =>
            {
                await using var copy = await connection.BeginTextImportAsync("COPY spans FROM STDIN", ct);
                for (var i = 0; i < rows; i++)
                {
                    await copy.WriteLineAsync(row.AsMemory(), ct);
                    await _database.ReadAsync<string>("SELECT pg_sleep(0.1)::text");
                }

                return 0;
            },
            Ct);

        Assert.Equal((long)rows, await _database.ReadAsync<long>("SELECT count(*) FROM spans"));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

using Dashboard.Testing;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Dashboard.Postgres.Tests;

public sealed class AbandonedSessionsTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ExecuteAsync("CREATE TABLE spans (id int PRIMARY KEY)");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_keys_of_a_COPY_that_nobody_continues_are_free_again()
    {
        await using var forgotten = await _database.Source.OpenConnectionAsync(Ct);
        var sessions = new AbandonedSessions(_database.Source);
        await using var transaction = await forgotten.BeginTransactionAsync(Ct);
        await using (var rows = await forgotten.BeginBinaryImportAsync("COPY spans FROM STDIN (FORMAT BINARY)", Ct))
        {
            await rows.WriteRowAsync(Ct, 1);
            await rows.CompleteAsync(Ct);
        }

        await using var stuck = await forgotten.BeginBinaryImportAsync("COPY spans FROM STDIN (FORMAT BINARY)", Ct);
        await stuck.StartRowAsync(Ct);
        await stuck.WriteAsync(2, NpgsqlDbType.Integer, Ct);
        Assert.Equal("active", await StateAsync(forgotten.ProcessID));

        sessions.Add(forgotten.ProcessID);
        await sessions.EndAsync(Ct);

        Assert.Equal(1, await _database.ExecuteAsync("INSERT INTO spans VALUES (1)"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await stuck.CompleteAsync(Ct));
    }

    [Fact]
    public async Task A_session_that_is_idle_again_is_left_alone()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(Ct);
        var sessions = new AbandonedSessions(_database.Source);

        sessions.Add(connection.ProcessID);
        await sessions.EndAsync(Ct);

        await using var command = new NpgsqlCommand("SELECT 1", connection);
        Assert.Equal(1, await command.ExecuteScalarAsync(Ct));
    }

    private Task<string?> StateAsync(int processId) =>
        _database.ReadAsync<string>("SELECT state FROM pg_stat_activity WHERE pid = $1", processId);
}

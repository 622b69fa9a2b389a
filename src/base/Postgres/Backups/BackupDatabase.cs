using System.Data;
using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// One database in one long transaction, on a connection outside of the pool that knows no time limit.
/// </summary>
internal sealed class BackupDatabase(NpgsqlConnection connection, params DatabaseRole[] roles) : IAsyncDisposable
{
    private NpgsqlTransaction? _transaction;

    public NpgsqlConnection Connection => connection;

    /// <summary>Which memories it holds.</summary>
    public IReadOnlyList<DatabaseRole> Roles => roles;

    /// <summary>
    /// The one database, or telemetry and then decisions: a snapshot of decisions that is taken later has every one
    /// that telemetry already knows of, such as prices and projects.
    /// </summary>
    public static async Task<IReadOnlyList<BackupDatabase>> OpenAsync(PostgresStartup databases, CancellationToken ct)
    {
        var telemetry = await ConnectAsync(databases.TelemetryConnectionString, ct);
        try
        {
            var decisions = await ConnectAsync(databases.DecisionsConnectionString, ct);
            if (await IdentityAsync(telemetry, ct) != await IdentityAsync(decisions, ct))
            {
                return
                [
                    new BackupDatabase(telemetry, DatabaseRole.Telemetry),
                    new BackupDatabase(decisions, DatabaseRole.Decisions),
                ];
            }

            await telemetry.DisposeAsync();
            return [new BackupDatabase(decisions, DatabaseRole.Decisions, DatabaseRole.Telemetry)];
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    /// <summary>From here on every read sees the same moment.</summary>
    public async Task TakeSnapshotAsync(CancellationToken ct)
    {
        await BackupLock.HoldAsync(connection, ct);
        _transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await ExecuteAsync("SET TRANSACTION READ ONLY", ct);
        // Any query takes the snapshot.
        await ExecuteAsync("SELECT 1", ct);
    }

    public async Task BeginAsync(CancellationToken ct) => _transaction = await connection.BeginTransactionAsync(ct);

    public Task CommitAsync(CancellationToken ct) => _transaction!.CommitAsync(ct);

    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<long> CountAsync(string table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            CommandTimeout = 0,
            // Bounds of partitions are texts of times.
            Timezone = "UTC",
        }.ConnectionString);
        await connection.OpenAsync(ct);

        // One database waits in its snapshot while the other is read.
        await using var patience = new NpgsqlCommand("SET idle_in_transaction_session_timeout = 0", connection);
        await patience.ExecuteNonQueryAsync(ct);
        return connection;
    }

    /// <summary>The server and the database in it, however the connection string writes them.</summary>
    private static async Task<string> IdentityAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid
            FROM pg_database WHERE datname = current_database()
            """,
            connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}

using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Brings a database to the schema that this program knows. Several consoles may start at once: one works, the others wait.</summary>
public static class MigrationRunner
{
    /// <summary>Session lock, held from the first look to the last file; any number that nobody else uses.</summary>
    private const long LockKey = 0x6461_7368_6d69_6772;

    /// <summary>Applies the missing files of every set and what follows them, each in its own transaction.</summary>
    /// <exception cref="InvalidOperationException">An applied file was changed, or the database is newer than the program.</exception>
    public static async Task RunAsync(NpgsqlDataSource source, IEnumerable<MigrationSet> sets, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", ct);
        try
        {
            await CreateRecordAsync(connection, ct);
            foreach (var set in sets)
            {
                await RunSetAsync(connection, set, ct);
            }
        }
        finally
        {
            // The lock belongs to the session, which goes back to the pool.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
            }
        }
    }

    /// <summary>For the length of the caller's transaction, no console migrates.</summary>
    internal static Task LockAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", ct);

    /// <summary>The table of what was applied.</summary>
    internal static Task CreateRecordAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ExecuteAsync(connection, """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                set_name   text        NOT NULL,
                number     int         NOT NULL,
                name       text        NOT NULL,
                sha256     text        NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (set_name, number))
            """, ct);

    /// <summary>Applies a file and records it, in the caller's transaction.</summary>
    internal static async Task ApplyAsync(
        NpgsqlConnection connection, string setName, Migration migration, CancellationToken ct)
    {
        await ExecuteAsync(connection, migration.Sql, ct);
        await using var record = new NpgsqlCommand("""
            INSERT INTO schema_migrations (set_name, number, name, sha256) VALUES ($1, $2, $3, $4)
            """, connection);
        record.Parameters.Add(new() { Value = setName });
        record.Parameters.Add(new() { Value = migration.Number });
        record.Parameters.Add(new() { Value = migration.Name });
        record.Parameters.Add(new() { Value = migration.Sha256 });
        await record.ExecuteNonQueryAsync(ct);
    }

    private static async Task RunSetAsync(NpgsqlConnection connection, MigrationSet set, CancellationToken ct)
    {
        var known = Migration.ReadAll(set);
        var applied = await ReadAppliedAsync(connection, set.Name, ct);
        foreach (var (number, (name, sha256)) in applied.OrderBy(row => row.Key))
        {
            if (number > known.Count)
            {
                throw new InvalidOperationException(
                    $"The database is newer than this program: '{set.Name}' has migration {number:0000}_{name}, the program "
                    + $"knows {known.Count}. Start the newer version, or restore a backup made by this one.");
            }

            if (known[number - 1].Sha256 != sha256)
            {
                throw new InvalidOperationException(
                    $"Migration {number:0000}_{name} of '{set.Name}' was applied with another content than the program's "
                    + $"{number:0000}_{known[number - 1].Name}. An applied file must not change: add a new one.");
            }
        }

        foreach (var migration in known.Where(migration => !applied.ContainsKey(migration.Number)))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await ApplyAsync(connection, set.Name, migration, ct);
            await transaction.CommitAsync(ct);
        }

        if (set.Then is { } then)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await then(connection, ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static async Task<Dictionary<int, (string Name, string Sha256)>> ReadAppliedAsync(
        NpgsqlConnection connection, string setName, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT number, name, sha256 FROM schema_migrations WHERE set_name = $1", connection);
        command.Parameters.Add(new() { Value = setName });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, (string, string)>();
        while (await reader.ReadAsync(ct))
        {
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // No time limit: another console may be migrating, and a migration takes as long as its data needs.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}

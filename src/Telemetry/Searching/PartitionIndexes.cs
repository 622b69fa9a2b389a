using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Searching;

/// <summary>
/// The indexes by which calls are found. They are built on partitions that no longer grow, so that a call that comes in
/// pays for none of them; the newest partition is read row by row.
/// </summary>
internal sealed class PartitionIndexes(TelemetryDb db, TimeProvider time)
{
    /// <summary>Late spans still come into a day for a while after its end.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    /// <summary>One key for all consoles: an index is built once.</summary>
    private const long LockKey = 0x6c6c6d_696478;

    /// <summary>
    /// Doublings of the duration. An index over them holds slow calls of any threshold in the order of their starts.
    /// </summary>
    public const string Band = "floor(ln(greatest(duration_us, 1)::float8) / ln(2::float8))::int";

    /// <summary>The expression of the words' index: a search must repeat it to the letter.</summary>
    public const string Words = "call_words(input, output)";

    private static readonly (string Table, string Suffix, string Definition)[] Wanted =
    [
        ("calls", "series", "(project_id, series_id, started_at)"),
        ("calls", "user", "(project_id, user_id, started_at) WHERE user_id IS NOT NULL"),
        ("calls", "session", "(project_id, session_id, started_at) WHERE session_id IS NOT NULL"),
        ("calls", "failed", "(project_id, started_at) WHERE status <> 0"),
        ("calls", "costless", "(project_id, started_at) WHERE cost_status <> 0"),
        ("calls", "slow", $"(project_id, ({Band}), started_at)"),
        ("payloads", "words", $"USING gin ({Words})"),
    ];

    /// <summary>Builds what is missing, newest day first, and returns the partitions that are complete now.</summary>
    public async Task<IReadOnlyList<string>> BuildAsync(CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        if (!await SessionLock.TryTakeAsync(connection, LockKey, ct))
        {
            return [];
        }

        try
        {
            var built = new List<string>();
            foreach (var (table, partition, createdAt) in await MissingAsync(connection, ct))
            {
                if (await TryBuildAsync(connection, table, partition, createdAt, ct))
                {
                    built.Add(partition);
                }
            }

            return built;
        }
        finally
        {
            await SessionLock.ReleaseAsync(connection, LockKey);
        }
    }

    private async Task<List<(string Table, string Partition, DateTimeOffset CreatedAt)>> MissingAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT t.table_name, t.partition_name, t.created_at FROM telemetry_partitions t
            WHERE t.table_name IN ('calls', 'payloads') AND t.dropped_at IS NULL AND t.to_at <= $1
              AND NOT EXISTS (SELECT FROM partition_indexes i
                WHERE i.partition_name = t.partition_name AND i.created_at = t.created_at)
            ORDER BY t.from_at DESC, t.table_name
            """,
            connection)
        { Parameters = { new() { Value = time.GetUtcNow() - Settling } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var missing = new List<(string, string, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            missing.Add((reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return missing;
    }

    private async Task<bool> TryBuildAsync(
        NpgsqlConnection connection, string table, string partition, DateTimeOffset createdAt, CancellationToken ct)
    {
        try
        {
            foreach (var (_, suffix, definition) in Wanted.Where(index => index.Table == table))
            {
                // CONCURRENTLY: late calls of that day may still come in. A build that was interrupted leaves an invalid
                // index behind, which serves nobody. DDL takes no parameters; the names are our own.
                var name = $"{partition}_{suffix}";
                await DropInvalidAsync(connection, name, ct);
                await RunAsync($"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {partition} {definition}");
            }

            // The planner chooses between an index and a scan by the words' and values' frequencies.
            await RunAsync($"ANALYZE {partition}");
        }
        catch (PostgresException gone) when (gone.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }

        await using var done = new NpgsqlCommand(
            "INSERT INTO partition_indexes VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", connection)
        {
            Parameters =
            {
                new() { Value = partition }, new() { Value = createdAt }, new() { Value = time.GetUtcNow() },
            },
        };
        await done.ExecuteNonQueryAsync(ct);
        return true;

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task DropInvalidAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid)", connection)
        {
            Parameters = { new() { Value = name } },
        };
        if (await find.ExecuteScalarAsync(ct) is true)
        {
            await using var drop = new NpgsqlCommand($"DROP INDEX CONCURRENTLY IF EXISTS {name}", connection);
            await drop.ExecuteNonQueryAsync(ct);
        }
    }
}

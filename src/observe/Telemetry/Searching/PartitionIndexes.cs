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
    public const string Words = "call_words_2(input, output)";

    private static readonly (string Table, string Suffix, string Definition)[] Wanted =
    [
        ("calls", "series", "(project_id, series_id, started_at)"),
        ("calls", "user", "(project_id, user_id, started_at) WHERE user_id IS NOT NULL"),
        ("calls", "session", "(project_id, session_id, started_at) WHERE session_id IS NOT NULL"),
        ("calls", "failed", "(project_id, started_at) WHERE status <> 0"),
        ("calls", "costless", "(project_id, started_at) WHERE cost_status <> 0"),
        ("calls", "slow", $"(project_id, ({Band}), started_at)"),
        ("payloads", "words_2", $"USING gin ({Words})"),
    ];

    /// <summary>
    /// Builds what is missing, newest day first, then anew what is indexed by former words, and returns the partitions that are
    /// complete now.
    /// </summary>
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
            await FormerIndexes.DropAsync(connection, ct);
            foreach (var (table, partition, createdAt) in await MissingAsync(connection, ct))
            {
                if (await TryBuildAsync(connection, table, partition, createdAt, ct))
                {
                    built.Add(partition);
                    await FormerIndexes.DropAsync(connection, ct);
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
            LEFT JOIN partition_indexes i ON i.partition_name = t.partition_name AND i.created_at = t.created_at
            WHERE t.table_name IN ('calls', 'payloads') AND t.dropped_at IS NULL AND t.to_at <= $1
              AND (i.words IS NULL OR (i.words < $2 AND t.table_name = 'payloads'))
            ORDER BY i.words IS NOT NULL, t.from_at DESC, t.table_name
            """,
            connection)
        {
            Parameters = { new() { Value = time.GetUtcNow() - Settling }, new() { Value = (int)WordIndex.Current } },
        };
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
            """
            INSERT INTO partition_indexes (partition_name, created_at, built_at, words) VALUES ($1, $2, $3, $4)
            ON CONFLICT (partition_name, created_at) DO UPDATE SET built_at = excluded.built_at, words = excluded.words
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = partition }, new() { Value = createdAt }, new() { Value = time.GetUtcNow() },
                new() { Value = (int)WordIndex.Current },
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
            await using var drop = new NpgsqlCommand($"DROP INDEX CONCURRENTLY IF EXISTS {name}", connection) { CommandTimeout = 0 };
            await drop.ExecuteNonQueryAsync(ct);
        }
    }
}

using System.Collections.Concurrent;
using Dashboard.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Telemetry.Partitions;

/// <summary>Makes partitions before rows need them and drops them when their time is over.</summary>
public sealed class PartitionStore(TelemetryDb db, IOptions<RetentionOptions> retention, TimeProvider time)
{
    /// <summary>One key for all changes of partitions: two consoles must not make the same one.</summary>
    private const long LockKey = 0x6c6c6d_706172;

    private readonly IReadOnlyList<PartitionedTable> _tables = PartitionedTable.All(retention.Value);
    private readonly ConcurrentDictionary<DateOnly, bool> _known = new();

    /// <summary>Makes sure that rows of these UTC days have a home in every table. Cheap when they are known.</summary>
    public async Task EnsureAsync(IEnumerable<DateOnly> days, CancellationToken ct)
    {
        var missing = days.Where(day => !_known.ContainsKey(day)).Distinct().Order().ToList();
        if (missing.Count == 0)
        {
            return;
        }

        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await LockAsync(connection, ct);
        foreach (var table in _tables)
        {
            var existing = (await AliveAsync(connection, table.Name, ct)).Select(partition => partition.Range).ToList();
            foreach (var day in missing.Where(day => !existing.Any(range => range.Contains(day))))
            {
                var range = PartitionPlan.RangeFor(day, time.GetUtcNow(), existing);
                await CreateAsync(connection, table.Name, range, ct);
                existing.Add(range);
            }
        }

        await transaction.CommitAsync(ct);
        missing.ForEach(day => _known[day] = true);
    }

    /// <summary>Drops what is past its retention, but nothing while a backup runs. Returns the names of the dropped.</summary>
    /// <param name="ct">Ends the wait; then nothing is dropped.</param>
    /// <param name="keep">How long to keep; null for the defaults.</param>
    public async Task<IReadOnlyList<string>> DropExpiredAsync(CancellationToken ct, RetentionOptions? keep = null)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // First, so that of two who drop at once the second waits, instead of taking the first for a backup.
        await LockAsync(connection, ct);
        if (!await BackupLock.MayDropAsync(connection, ct))
        {
            return [];
        }

        var dropped = new List<string>();
        foreach (var table in PartitionedTable.All(keep ?? retention.Value))
        {
            foreach (var (range, createdAt) in await AliveAsync(connection, table.Name, ct))
            {
                if (PartitionPlan.IsExpired(range, createdAt, table.Keep, time.GetUtcNow()))
                {
                    await DropAsync(connection, table.Name, range, ct);
                    dropped.Add(range.NameFor(table.Name));
                }
            }
        }

        await transaction.CommitAsync(ct);
        if (dropped.Count > 0)
        {
            Forget();
        }

        return dropped;
    }

    /// <summary>Looks again: another console may have dropped a partition that this one remembers.</summary>
    public void Forget() => _known.Clear();

    /// <summary>
    /// Every partition that there is, with its size on disk: a look into the catalogue, not into the rows.
    /// </summary>
    public async Task<IReadOnlyList<StoredPartition>> StoredAsync(CancellationToken ct)
    {
        // One that is dropped meanwhile has no size any more.
        await using var command = db.Source.CreateCommand(
            """
            SELECT table_name, from_at, to_at, created_at, coalesce(pg_total_relation_size(relation), 0),
              coalesce(pg_relation_size(relation), 0) > 0
            FROM telemetry_partitions CROSS JOIN LATERAL to_regclass(partition_name) AS relation
            WHERE dropped_at IS NULL
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var stored = new List<StoredPartition>();
        while (await reader.ReadAsync(ct))
        {
            stored.Add(new StoredPartition(
                PartitionedTable.KindOf(reader.GetString(0)),
                new PartitionRange(
                    reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2)),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetInt64(4),
                reader.GetBoolean(5)));
        }

        return stored;
    }

    /// <summary>Bytes of the sums that stay for good, whatever the retention.</summary>
    public async Task<long> SumsAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT sum(pg_total_relation_size(name::regclass))::bigint
            FROM unnest(ARRAY['rollup_quarter', 'rollup_day', 'rollup_zone_day', 'rollup_user_day']) AS name
            """);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new() { Value = LockKey } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<(PartitionRange Range, DateTimeOffset CreatedAt)>> AliveAsync(
        NpgsqlConnection connection, string table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT from_at, to_at, created_at FROM telemetry_partitions WHERE table_name = $1 AND dropped_at IS NULL",
            connection)
        { Parameters = { new() { Value = table } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var alive = new List<(PartitionRange, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            var range = new PartitionRange(
                reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1));
            alive.Add((range, reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return alive;
    }

    private async Task CreateAsync(NpgsqlConnection connection, string table, PartitionRange range, CancellationToken ct)
    {
        var name = range.NameFor(table);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // DDL takes no parameters; name and bounds are made of our own constants and of dates.
                new($"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM ('{range.From:O}') TO ('{range.To:O}')"),
                new("INSERT INTO telemetry_partitions VALUES ($1, $2, $3, $4, $5)")
                {
                    Parameters =
                    {
                        new() { Value = table }, new() { Value = range.From }, new() { Value = range.To },
                        new() { Value = name }, new() { Value = time.GetUtcNow() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task DropAsync(NpgsqlConnection connection, string table, PartitionRange range, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"DROP TABLE {range.NameFor(table)}"),
                new(
                    """
                    UPDATE telemetry_partitions SET dropped_at = $3
                    WHERE table_name = $1 AND from_at = $2 AND dropped_at IS NULL
                    """)
                {
                    Parameters =
                    {
                        new() { Value = table }, new() { Value = range.From }, new() { Value = time.GetUtcNow() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }
}

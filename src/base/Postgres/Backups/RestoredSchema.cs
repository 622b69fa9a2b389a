using System.Text.RegularExpressions;

namespace Dashboard.Postgres;

/// <summary>The tables of one database while rows are loaded into them.</summary>
internal sealed partial class RestoredSchema
{
    private readonly BackupDatabase _database;
    private readonly Dictionary<string, BackupTable> _tables;
    private readonly IReadOnlyList<BackupSequence> _sequences;
    private readonly IReadOnlyList<(string Drop, string Add)> _foreignKeys;

    private RestoredSchema(
        BackupDatabase database, IEnumerable<BackupTable> tables, IReadOnlyList<BackupSequence> sequences,
        IReadOnlyList<(string Drop, string Add)> foreignKeys) =>
        (_database, _tables, _sequences, _foreignKeys) =
            (database, tables.ToDictionary(table => table.Table.Name), sequences, foreignKeys);

    public BackupDatabase Database => _database;

    /// <summary>
    /// Makes the partitions, removes the rows that migrations wrote, and takes off foreign keys, which would prescribe
    /// an order of the tables.
    /// </summary>
    public static async Task<RestoredSchema> PrepareAsync(
        BackupDatabase database, BackupManifest manifest, CancellationToken ct)
    {
        var connection = database.Connection;
        var tables = (await Catalog.TablesAsync(connection, ct)).Select(table => table.Name).ToHashSet();
        var parents = (await Catalog.ParentsAsync(connection, ct)).ToHashSet();
        var sequences = (await Catalog.SequencesAsync(connection, ct)).ToHashSet();
        var foreignKeys = await Catalog.ForeignKeysAsync(connection, ct);
        foreach (var (drop, _) in foreignKeys)
        {
            await database.ExecuteAsync(drop, ct);
        }

        foreach (var table in tables)
        {
            await database.ExecuteAsync($"DELETE FROM {table}", ct);
        }

        var here = manifest.Tables
            .Where(table => parents.Contains(table.Table.Parent ?? "") || tables.Contains(table.Table.Name))
            .ToList();
        foreach (var partition in here.Select(table => table.Table).Where(table => !tables.Contains(table.Name)))
        {
            if (partition.Bound is not { } bound || !Bound().IsMatch(bound))
            {
                throw new InvalidOperationException(
                    $"{partition.Name} has a bound that cannot be read: {partition.Bound}");
            }

            await database.ExecuteAsync($"CREATE TABLE {partition.Name} PARTITION OF {partition.Parent} {bound}", ct);
        }

        await RequirePlaceAsync(connection, here, ct);
        return new RestoredSchema(
            database, here, [.. manifest.Sequences.Where(sequence => sequences.Contains(sequence.Name))], foreignKeys);
    }

    /// <summary>A column that the table has only here keeps its default; one that only the backup has would be lost.</summary>
    private static async Task RequirePlaceAsync(
        Npgsql.NpgsqlConnection connection, IEnumerable<BackupTable> tables, CancellationToken ct)
    {
        var columns = (await Catalog.TablesAsync(connection, ct)).ToDictionary(table => table.Name, table => table.Columns);
        var lost = tables.Where(table => table.Rows > 0)
            .SelectMany(table => table.Table.Columns.Except(columns[table.Table.Name])
                .Select(column => $"{table.Table.Name}.{column}"))
            .ToList();
        if (lost.Count > 0)
        {
            throw new InvalidOperationException(
                $"The backup has columns that this program's tables do not have, and what they hold would be lost: "
                + $"{string.Join(", ", lost)}. Nothing was restored; use the version that made the backup, or a newer one.");
        }
    }

    public bool Has(string table) => _tables.ContainsKey(table);

    /// <summary>Counts what was loaded, and makes what belongs on top of the rows.</summary>
    /// <exception cref="InvalidOperationException">A table has not the rows that the backup counted.</exception>
    public async Task FinishAsync(CancellationToken ct)
    {
        foreach (var (table, expected, _) in _tables.Values)
        {
            var rows = await _database.CountAsync(table.Name, ct);
            if (rows != expected)
            {
                throw new InvalidOperationException(
                    $"{table.Name} has {rows} rows, the backup counted {expected}. Nothing was restored.");
            }

            foreach (var index in table.Indexes)
            {
                await _database.ExecuteAsync(index, ct);
            }
        }

        foreach (var (_, add) in _foreignKeys)
        {
            await _database.ExecuteAsync(add, ct);
        }

        foreach (var sequence in _sequences)
        {
            await using var set = new Npgsql.NpgsqlCommand("SELECT setval($1::regclass, $2, $3)", _database.Connection)
            {
                Parameters =
                {
                    new() { Value = sequence.Name },
                    new() { Value = sequence.LastValue },
                    new() { Value = sequence.IsCalled },
                },
            };
            await set.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>One statement has no place for a second one.</summary>
    [GeneratedRegex(@"^(DEFAULT|FOR VALUES [^;]+)\z")]
    private static partial Regex Bound();
}

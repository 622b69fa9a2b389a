using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// What a database holds, from PostgreSQL's own catalog: tables of later capabilities are found without being named.
/// </summary>
internal static class Catalog
{
    public const string MigrationsTable = "schema_migrations";

    /// <summary>Relations of the user, in whatever schema, that no extension owns.</summary>
    private const string Ours = """
        n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND c.relpersistence <> 't' AND NOT EXISTS (
          SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        """;

    /// <summary>Every table with rows of its own but the record of migrations, partitions one by one.</summary>
    public static async Task<IReadOnlyList<CatalogTable>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT format('%I.%I', n.nspname, c.relname),
              (SELECT format('%I.%I', m.nspname, p.relname)
               FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace m ON m.oid = p.relnamespace
               WHERE i.inhrelid = c.oid AND c.relispartition),
              pg_get_expr(c.relpartbound, c.oid),
              ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                ORDER BY a.attnum),
              ARRAY(SELECT pg_get_indexdef(x.indexrelid) FROM pg_index x
                WHERE x.indrelid = c.oid AND c.relispartition AND x.indisvalid
                  AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = x.indexrelid) ORDER BY 1)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relname <> '{MigrationsTable}' AND {Ours}
            ORDER BY 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tables = new List<CatalogTable>();
        while (await reader.ReadAsync(ct))
        {
            tables.Add(new CatalogTable(
                reader.GetString(0),
                reader.TextOrNull(1),
                reader.TextOrNull(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<string[]>(4)));
        }

        return tables;
    }

    /// <summary>Tables whose rows lie in partitions.</summary>
    public static Task<IReadOnlyList<string>> ParentsAsync(NpgsqlConnection connection, CancellationToken ct) =>
        NamesAsync(connection, "c.relkind = 'p'", ct);

    /// <summary>Anything at all that was made in the database: tables, views, sequences.</summary>
    public static Task<IReadOnlyList<string>> RelationsAsync(NpgsqlConnection connection, CancellationToken ct) =>
        NamesAsync(connection, "c.relkind IN ('r', 'p', 'S', 'v', 'm', 'f')", ct);

    public static Task<IReadOnlyList<string>> SequencesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        NamesAsync(connection, "c.relkind = 'S'", ct);

    public static async Task<BackupSequence> SequenceAsync(
        NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT last_value, is_called FROM {name}", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new BackupSequence(name, reader.GetInt64(0), reader.GetBoolean(1));
    }

    public static async Task<IReadOnlyList<AppliedMigration>> MigrationsAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT set_name, number, name, sha256 FROM {MigrationsTable} ORDER BY set_name, number", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new List<AppliedMigration>();
        while (await reader.ReadAsync(ct))
        {
            applied.Add(new AppliedMigration(
                reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3)));
        }

        return applied;
    }

    /// <summary>The foreign keys as statements that drop them and that make them again.</summary>
    public static async Task<IReadOnlyList<(string Drop, string Add)>> ForeignKeysAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname),
              format('ALTER TABLE %s ADD CONSTRAINT %I %s',
                k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f' AND k.conparentid = 0 AND {Ours}
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<(string, string)>();
        while (await reader.ReadAsync(ct))
        {
            keys.Add((reader.GetString(0), reader.GetString(1)));
        }

        return keys;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(
        NpgsqlConnection connection, string kind, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE {kind} AND {Ours} ORDER BY 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}

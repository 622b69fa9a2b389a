namespace Dashboard.Postgres;

/// <summary>
/// Puts a backup into databases that hold nothing yet: the schema as it was, the rows, then what newer migrations make
/// of both. One database or two, whatever the backup was made of.
/// </summary>
public sealed class BackupRestorer(PostgresStartup databases, IEnumerable<MigrationSet> migrations)
{
    /// <summary>Nothing is written before the whole file was found good; then a database has all or nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">The data folder, for the files that the backup took along.</param>
    /// <param name="ct">Ends it with nothing restored.</param>
    /// <exception cref="InvalidOperationException">The file or a database does not fit.</exception>
    public async Task<BackupSummary> RestoreAsync(string path, string folder, CancellationToken ct)
    {
        var reader = new BackupReader(path);
        var manifest = await reader.CheckAsync(ct);
        if (manifest.FaultsFor(migrations) is [var fault, ..])
        {
            throw new InvalidOperationException(
                $"'{path}' comes from another version of this program: {fault}. Nothing was restored; use the version "
                + "that made it or a newer one.");
        }

        await databases.StartServersAsync(ct);
        var opened = await BackupDatabase.OpenAsync(databases, ct);
        try
        {
            foreach (var database in opened)
            {
                await database.BeginAsync(ct);
                await MigrationRunner.LockAsync(database.Connection, ct);
                await RequireEmptyAsync(database, ct);
            }

            var leftOut = await LoadAsync(opened, reader, manifest, new RestoredFiles(folder), ct);
            foreach (var database in opened)
            {
                await database.CommitAsync(ct);
                await database.ExecuteAsync("ANALYZE", ct);
            }

            await databases.MigrateAsync(migrations, ct);
            return BackupSummary.Of(manifest, leftOut);
        }
        finally
        {
            foreach (var database in opened)
            {
                await database.DisposeAsync();
            }
        }
    }

    private static async Task RequireEmptyAsync(BackupDatabase database, CancellationToken ct)
    {
        if (await Catalog.RelationsAsync(database.Connection, ct) is [var first, ..] all)
        {
            throw new InvalidOperationException(
                $"The database '{database.Connection.Database}' is not empty: it has {first}"
                + $"{(all.Count > 1 ? $" and {all.Count - 1} more" : "")}. Nothing was restored; name a new "
                + "DASHBOARD_DATA folder or an empty DASHBOARD_DB (and DASHBOARD_TELEMETRY_DB).");
        }
    }

    private async Task<IReadOnlyList<string>> LoadAsync(
        IReadOnlyList<BackupDatabase> opened, BackupReader reader, BackupManifest manifest, RestoredFiles files,
        CancellationToken ct)
    {
        var schemas = new List<RestoredSchema>();
        foreach (var database in opened)
        {
            await MigrateAsync(database, manifest, ct);
            schemas.Add(await RestoredSchema.PrepareAsync(database, manifest, ct));
        }

        await using (var rows = new RowLoader(schemas, manifest))
        {
            await reader.ReadAsync(
                (entry, content) => entry.StartsWith("files/", StringComparison.Ordinal)
                    ? files.AppendAsync(entry["files/".Length..], content, ct)
                    : rows.AppendAsync(entry, content, ct),
                ct);
            await rows.FinishTableAsync(ct);
        }

        foreach (var schema in schemas)
        {
            await schema.FinishAsync(ct);
        }

        files.Place();
        return
        [
            .. manifest.Tables.Select(table => table.Table.Name)
                .Where(name => !schemas.Exists(schema => schema.Has(name))),
        ];
    }

    /// <summary>The schema that the rows were of, and what libraries of today make of their tables.</summary>
    private async Task MigrateAsync(BackupDatabase database, BackupManifest manifest, CancellationToken ct)
    {
        var numbers = manifest.Migrations.Select(applied => (applied.Set, applied.Number)).ToHashSet();
        await MigrationRunner.CreateRecordAsync(database.Connection, ct);
        foreach (var set in migrations.Where(set => database.Roles.Contains(set.Role)))
        {
            foreach (var migration in Migration.ReadAll(set).Where(file => numbers.Contains((set.Name, file.Number))))
            {
                await MigrationRunner.ApplyAsync(database.Connection, set.Name, migration, ct);
            }

            if (set.Then is { } then)
            {
                await then(database.Connection, ct);
            }
        }
    }
}

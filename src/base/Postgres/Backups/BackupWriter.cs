using System.Text.Json;

namespace Dashboard.Postgres;

/// <summary>
/// Writes everything that the databases hold into one file, beside a running console: its writers neither wait nor are
/// waited for. Each database is read at one moment; of two databases, decisions at a slightly later one.
/// </summary>
public sealed class BackupWriter(PostgresStartup databases, TimeProvider time)
{
    /// <summary>Writes the file, open to its owner alone; until it is complete, what was at its path stays.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="files">Files of the data folder to take along, found again under their names.</param>
    /// <param name="ct">Ends it with no file written.</param>
    public async Task<BackupSummary> WriteAsync(string path, IReadOnlyList<string> files, CancellationToken ct)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var manifest = await WriteDraftAsync(draft, files, ct);
            File.Move(draft, path, overwrite: true);
            return BackupSummary.Of(manifest, []);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private async Task<BackupManifest> WriteDraftAsync(string draft, IReadOnlyList<string> files, CancellationToken ct)
    {
        await using var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        BackupManifest manifest;
        await using (var archive = new BackupArchive(stream, time.GetUtcNow()))
        {
            manifest = await ReadDatabasesAsync(archive, ct);
            manifest = manifest with { Files = await AddFilesAsync(archive, files, ct) };
            var json = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupManifest.Json);
            await archive.AddEntryAsync(BackupManifest.EntryName, new MemoryStream(json), ct);
        }

        await BackupSeal.AppendAsync(stream, ct);
        stream.Flush(flushToDisk: true);
        return manifest;
    }

    private async Task<BackupManifest> ReadDatabasesAsync(BackupArchive archive, CancellationToken ct)
    {
        var opened = await BackupDatabase.OpenAsync(databases, ct);
        try
        {
            foreach (var database in opened)
            {
                await database.TakeSnapshotAsync(ct);
            }

            var takenAt = time.GetUtcNow();
            var migrations = new List<AppliedMigration>();
            var tables = new List<BackupTable>();
            var sequences = new List<BackupSequence>();
            foreach (var database in opened)
            {
                migrations.AddRange(await Catalog.MigrationsAsync(database.Connection, ct));
                foreach (var table in await Catalog.TablesAsync(database.Connection, ct))
                {
                    tables.Add(await AddTableAsync(archive, database, table, ct));
                }

                // After the snapshot, so that no number is given out again that is in it.
                foreach (var sequence in await Catalog.SequencesAsync(database.Connection, ct))
                {
                    sequences.Add(await Catalog.SequenceAsync(database.Connection, sequence, ct));
                }
            }

            return new BackupManifest
            {
                Format = BackupManifest.CurrentFormat,
                TakenAt = takenAt,
                Migrations = migrations,
                Tables = tables,
                Sequences = sequences,
                Files = [],
            };
        }
        finally
        {
            foreach (var database in opened)
            {
                await database.DisposeAsync();
            }
        }
    }

    /// <summary>Reads a partition itself, never its parent, which a new partition needs alone for a moment.</summary>
    private static async Task<BackupTable> AddTableAsync(
        BackupArchive archive, BackupDatabase database, CatalogTable table, CancellationToken ct)
    {
        var rows = await database.CountAsync(table.Name, ct);
        await using var copy = await database.Connection.BeginRawBinaryCopyAsync(
            $"COPY {table.Name} ({table.ColumnList}) TO STDOUT (FORMAT BINARY)", ct);
        return new BackupTable(table, rows, await archive.AddAsync("tables/" + table.Name, copy, ct));
    }

    private static async Task<IReadOnlyList<BackupContent>> AddFilesAsync(
        BackupArchive archive, IReadOnlyList<string> files, CancellationToken ct)
    {
        var added = new List<BackupContent>();
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file);
            added.Add(await archive.AddAsync("files/" + Path.GetFileName(file), content, ct));
        }

        return added;
    }
}

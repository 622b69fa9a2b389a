using Npgsql;

namespace Dashboard.Postgres;

/// <summary>Streams the entries of a backup's tables, one by one, into the database that has the table.</summary>
internal sealed class RowLoader(IReadOnlyList<RestoredSchema> schemas, BackupManifest manifest) : IAsyncDisposable
{
    private readonly Dictionary<string, CatalogTable> _byFolder =
        manifest.Tables.Where(table => table.Rows > 0).ToDictionary(table => table.Content.Folder, table => table.Table);

    private string _folder = "";
    private NpgsqlRawCopyStream? _copy;

    /// <summary>Takes the next piece of a table; an empty one and one that no database has are passed over, as is the manifest.</summary>
    public async Task AppendAsync(string folder, Stream content, CancellationToken ct)
    {
        if (folder != _folder)
        {
            await FinishTableAsync(ct);
            _folder = folder;
            if (_byFolder.TryGetValue(folder, out var table)
                && schemas.FirstOrDefault(schema => schema.Has(table.Name)) is { } home)
            {
                _copy = await home.Database.Connection.BeginRawBinaryCopyAsync(
                    $"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
            }
        }

        if (_copy is not null)
        {
            await content.CopyToAsync(_copy, ct);
        }
    }

    public async Task FinishTableAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (_copy is { } copy)
        {
            _copy = null;
            await copy.DisposeAsync();
        }
    }

    /// <summary>Takes back what is not finished.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_copy is { } copy)
        {
            _copy = null;
            await copy.CancelAsync();
        }
    }
}

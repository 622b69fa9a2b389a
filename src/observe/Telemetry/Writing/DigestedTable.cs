using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Appends records that are identified by a digest of their content, in one transaction, skipping those that are there:
/// COPY first, and again through a temporary table when a retry collides.
/// </summary>
/// <param name="Table">A constant of ours, never a client's word.</param>
/// <param name="Columns">All columns in their order.</param>
/// <param name="WriteRow">Writes one row.</param>
internal sealed record DigestedTable<T>(
    string Table, string Columns, Action<NpgsqlBinaryImporter, T> WriteRow)
{
    /// <summary>Returns how many records were new.</summary>
    public async Task<int> AppendAsync(NpgsqlConnection connection, IReadOnlyCollection<T> records, CancellationToken ct)
    {
        try
        {
            await CopyAsync(connection, Table, records, ct);
            return records.Count;
        }
        catch (PostgresException collision) when (collision.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await MergeAsync(connection, records, ct);
        }
    }

    private async Task<int> MergeAsync(NpgsqlConnection connection, IReadOnlyCollection<T> records, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var stage = new NpgsqlCommand($"CREATE TEMP TABLE stage (LIKE {Table}) ON COMMIT DROP", connection);
        await stage.ExecuteNonQueryAsync(ct);
        await CopyAsync(connection, "stage", records, ct);
        await using var merge = new NpgsqlCommand(
            $"INSERT INTO {Table} SELECT * FROM stage ORDER BY project_id, at, digest ON CONFLICT DO NOTHING", connection);
        var written = await merge.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return written;
    }

    private async Task CopyAsync(
        NpgsqlConnection connection, string table, IReadOnlyCollection<T> records, CancellationToken ct)
    {
        await using var importer = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({Columns}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var record in records)
        {
            importer.StartRow();
            WriteRow(importer, record);
        }

        await importer.CompleteAsync(ct);
    }
}

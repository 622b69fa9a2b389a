using Npgsql;

namespace Dashboard.Postgres;

/// <summary>
/// Keeps tables in being while a backup reads them. Rows come and go meanwhile as always, since the backup reads a
/// snapshot; a dropped table is gone for it too, and a drop that waited for the backup would keep all writers of the
/// partitioned table waiting behind it.
/// </summary>
public static class BackupLock
{
    private const long Key = 0x6c6c6d_62616b;

    /// <summary>
    /// For whoever wants to drop a table, within its transaction and before it locks any table: false while a backup
    /// runs, or while another one drops, else no backup begins before the transaction ends.
    /// </summary>
    public static async Task<bool> MayDropAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_xact_lock({Key})", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>For a backup, before it takes its snapshot; held until the session ends.</summary>
    internal static async Task HoldAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock_shared({Key})", connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

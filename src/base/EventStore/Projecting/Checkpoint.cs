using Npgsql;

namespace Dashboard.EventStore;

/// <summary>How far a projection has come, in Marten's own table.</summary>
internal static class Checkpoint
{
    /// <summary>Locks the projection for this transaction, against other consoles, and reads its position.</summary>
    public static async Task<long> LockAsync(NpgsqlConnection connection, string projection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new("SELECT pg_advisory_xact_lock(hashtextextended('dashboard projection ' || $1, 0))")
        {
            Parameters = { new() { Value = projection } },
        });
        batch.BatchCommands.Add(new("SELECT last_seq_id FROM mt_event_progression WHERE name = $1")
        {
            Parameters = { new() { Value = projection } },
        });
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) && !reader.IsDBNull(0) ? reader.GetInt64(0) : 0;
    }

    public static async Task SaveAsync(NpgsqlConnection connection, string projection, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO mt_event_progression (name, last_seq_id, last_updated) VALUES ($1, $2, transaction_timestamp())
            ON CONFLICT (name) DO UPDATE SET last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
            """, connection);
        command.Parameters.Add(new() { Value = projection });
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(ct);
    }
}

using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Taken before the sequence, it serialises all appends of all consoles: decisions are few, and in return positions become
/// visible in order, the hash chain has one end and read models see one event after the other.
/// </summary>
internal static class AppendLock
{
    private const long Key = 0x6461_7368_6576_6e74;

    /// <summary>Waits for the lock, which the transaction then holds to its end, and reads where the store stands.</summary>
    /// <exception cref="InvalidOperationException">The stream is archived.</exception>
    public static async Task<(long Version, AuditHead Head)> TakeAsync(
        NpgsqlConnection connection, string streamId, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"SELECT pg_advisory_xact_lock({Key})"));
        batch.BatchCommands.Add(new("SELECT version, is_archived FROM mt_streams WHERE id = $1 FOR UPDATE")
        {
            Parameters = { new() { Value = streamId } },
        });
        batch.BatchCommands.Add(new(AuditHead.Select));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var version = 0L;
        if (await reader.ReadAsync(ct))
        {
            version = reader.IsDBNull(0) ? 0 : reader.GetInt64(0);
            if (!reader.IsDBNull(1) && reader.GetBoolean(1))
            {
                throw new InvalidOperationException($"The stream '{streamId}' is archived; it takes no more events.");
            }
        }

        await reader.NextResultAsync(ct);
        return (version, await AuditHead.ReadAsync(reader, ct));
    }

    /// <summary>For work on read models, however long an append or another such work takes.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Key})", connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

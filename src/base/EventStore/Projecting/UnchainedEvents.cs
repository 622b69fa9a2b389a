using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// What another program appended: it has no place in the chain, and no read model has it before somebody here notes that
/// it is there. Such a program draws positions in one order and commits in another, so that no position says how far one
/// has come; table <c>unchained_events</c> names each.
/// </summary>
internal static class UnchainedEvents
{
    private const string Fresh = $"""
        FROM mt_events e
        WHERE e.stream_id IS DISTINCT FROM '{EventReader.TombstoneStream}'
          AND NOT coalesce(e.headers ?| ARRAY['hash', '{AuditChain.NumberHeader}'], FALSE)
          AND NOT EXISTS (SELECT FROM unchained_events u WHERE u.position = e.seq_id)
        """;

    public static async Task<bool> AnyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT {Fresh})", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Notes what is new. Returns the positions in their order, and whether all lie behind everything known.</summary>
    public static async Task<(long[] Positions, bool AtTheEnd)> NoteAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            WITH known AS (
                SELECT greatest((SELECT max(position) FROM audit_head), (SELECT max(position) FROM unchained_events), 0) AS last),
            fresh AS (INSERT INTO unchained_events (position) SELECT e.seq_id {Fresh} RETURNING position)
            SELECT coalesce(array_agg(position ORDER BY position), ARRAY[]::bigint[]),
                coalesce(min(position) > (SELECT last FROM known), TRUE)
            FROM fresh
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetFieldValue<long[]>(0), reader.GetBoolean(1));
    }
}

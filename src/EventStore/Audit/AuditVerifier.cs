using System.Data;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>Verifies the chain on one snapshot of the database, so that appends may go on.</summary>
internal sealed class AuditVerifier(AuditKey key)
{
    public async Task<AuditReport> VerifyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var head = await ReadHeadAsync(connection, ct);
        var check = new ChainCheck(key);
        await using var command = new NpgsqlCommand($"""
            SELECT seq_id, coalesce(stream_id, ''), headers ->> '{AuditChain.NumberHeader}', headers ->> 'hash', {AuditChain.RowText}
            FROM mt_events WHERE stream_id IS DISTINCT FROM '{EventReader.TombstoneStream}' ORDER BY seq_id
            """, connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            check.Add(new ChainRow(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.GetString(4)));
        }

        return head.IsForeignTo(key) ? Foreign(check, head) : check.Finish(head);
    }

    private AuditReport Foreign(ChainCheck check, AuditHead head) => new(
        false, check.Events, head.Hash, new FirstBad(
            check.FirstBad?.Position ?? 0,
            check.FirstBad?.Stream,
            $"The chain was written with another key ({head.KeyId}, here {key.Id}); copy 'audit.key' from the data folder of the "
            + "console that began it."),
        check.Unchained);

    private static async Task<AuditHead> ReadHeadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(AuditHead.Select, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await AuditHead.ReadAsync(reader, ct);
    }
}

using System.Data;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>Verifies the chain on one snapshot of the database, so that appends may go on.</summary>
internal sealed class AuditVerifier(AuditKey key)
{
    /// <param name="connection">To the decisions' database.</param>
    /// <param name="seen">The newest sealed end, read before this call: what is appended meanwhile is no fault.</param>
    /// <param name="ct">Ends the walk.</param>
    public async Task<(AuditReport Report, SealedHead? Last)> VerifyAsync(
        NpgsqlConnection connection, SealedHead? seen, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var head = await AuditHead.FindAsync(connection, ct);
        var check = new ChainCheck(key, seen);
        await using var command = new NpgsqlCommand($"""
            {ChainRow.Select} WHERE stream_id IS DISTINCT FROM '{EventReader.TombstoneStream}' ORDER BY seq_id
            """, connection)
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            check.Add(ChainRow.Read(reader));
        }

        return head.IsForeignTo(key) ? (Foreign(check, head), null) : (check.Finish(head), check.Last);
    }

    private AuditReport Foreign(ChainCheck check, AuditHead head) => new(
        false, check.Events, head.Hash, new FirstBad(
            check.FirstBad?.Position ?? 0,
            check.FirstBad?.Stream,
            $"The chain was written with another key ({head.KeyId}, here {key.Id}); copy 'audit.key' from the data folder of the "
            + "console that began it."),
        check.Unchained);
}

using System.Data;
using System.Globalization;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Follows the chain from the end that was seen to the end that the database has: what is linked to it by the hashes has
/// it in its past, whatever else was done to the database.
/// </summary>
internal sealed class HeadWalk(AuditKey key)
{
    /// <summary>Where the chain has come to, and what is wrong where it does not go on from what was seen.</summary>
    public async Task<(SealedHead? Head, string? Fault, bool Moved)> FollowAsync(
        NpgsqlConnection connection, SealedHead? seen, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var head = await AuditHead.FindAsync(connection, ct);
        if (seen is null)
        {
            return (await FirstAsync(connection, head, ct), null, false);
        }

        if (seen.Is(head))
        {
            return (seen, null, false);
        }

        if (await LinkAsync(connection, seen, ct) is { } last && last.Is(head))
        {
            return (last, null, false);
        }

        if (await FindMoveAsync(connection, seen, ct) is { } moved
            && await LinkAsync(connection, moved, ct) is { } since && since.Is(head))
        {
            return (since, null, true);
        }

        return (seen, head.Events < seen.Events
            ? HeadFault.Fewer(seen, head.Events, await CountAsync(connection, ct) - head.Events)
            : HeadFault.Other(seen), false);
    }

    private async Task<SealedHead?> FirstAsync(NpgsqlConnection connection, AuditHead head, CancellationToken ct)
    {
        if (head.Events == 0 || head.IsForeignTo(key) || !head.IsSignedBy(key))
        {
            return null;
        }

        await using var command = new NpgsqlCommand("SELECT timestamp FROM mt_events WHERE seq_id = $1", connection);
        command.Parameters.Add(new() { Value = head.Position });
        return await command.ExecuteScalarAsync(ct) is DateTime at
            ? new SealedHead(head.Events, head.Position, head.Hash, new DateTimeOffset(at.ToUniversalTime()))
            : null;
    }

    /// <summary>The last event that is linked to an end by the chain; null where the chain is broken behind it.</summary>
    private async Task<SealedHead?> LinkAsync(NpgsqlConnection connection, SealedHead from, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            {ChainRow.Select} WHERE seq_id > $1 AND stream_id IS DISTINCT FROM '{EventReader.TombstoneStream}' ORDER BY seq_id
            """, connection)
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new() { Value = from.Position });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var last = from;
        while (await reader.ReadAsync(ct))
        {
            var row = ChainRow.Read(reader);
            if (row.IsUnchained)
            {
                continue;
            }

            if (row.Hash != AuditChain.Hash(key, last.Hash, row.Text))
            {
                return null;
            }

            last = new SealedHead(last.Events + 1, row.Position, row.Hash, row.At);
        }

        return last;
    }

    /// <summary>
    /// The newest event that moved the end and is younger than the one that was seen. Its own hash proves that it was
    /// written with the key; one that is older may have been put back.
    /// </summary>
    private async Task<SealedHead?> FindMoveAsync(NpgsqlConnection connection, SealedHead seen, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT moved.*, (SELECT former.headers ->> 'hash' FROM mt_events former
                WHERE former.seq_id < moved.seq_id AND former.headers ->> 'hash' IS NOT NULL
                ORDER BY former.seq_id DESC LIMIT 1)
            FROM ({ChainRow.Select} WHERE stream_id = '{EventStore.AuditStream}' AND timestamp > $1) moved
            ORDER BY seq_id DESC
            """, connection);
        command.Parameters.Add(new() { Value = seen.At.ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = ChainRow.Read(reader);
            var former = reader.IsDBNull(ChainRow.Columns) ? AuditChain.Beginning : reader.GetString(ChainRow.Columns);
            if (row.Moves && row.Hash == AuditChain.Hash(key, former, row.Text)
                && long.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new SealedHead(number, row.Position, row.Hash, row.At);
            }
        }

        return null;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

using System.Globalization;
using Dashboard.Postgres;
using JasperFx.Events;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>Puts appended rows into the hash chain, in the transaction that appended them.</summary>
internal sealed class Seal(AuditKey key)
{
    /// <summary>Before the rows are written: their places in the chain, which are part of what is sealed.</summary>
    public static void Number(IReadOnlyList<IEvent> events, AuditHead head, bool movesHead)
    {
        for (var i = 0; i < events.Count; i++)
        {
            events[i].SetHeader(AuditChain.NumberHeader, head.Events + i + 1);
            if (movesHead)
            {
                events[i].SetHeader(AuditChain.MoveHeader, true);
            }
        }
    }

    /// <summary>Adds each row's hash, moves the head of the chain, names what a new stream is about, and rings.</summary>
    public async Task<AuditHead> CloseAsync(
        NpgsqlConnection connection, AuditHead head, IReadOnlyList<IEvent> events, AppendRequest append, CancellationToken ct)
    {
        var rows = await ReadAsync(connection, [.. events.Select(e => e.Sequence)], ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (position, text) in rows)
        {
            head = head.Next(key, position, text);
            batch.BatchCommands.Add(new(
                "UPDATE mt_events SET headers = headers || jsonb_build_object('hash', $2::text) WHERE seq_id = $1")
            {
                Parameters = { new() { Value = position }, new() { Value = head.Hash } },
            });
        }

        batch.BatchCommands.Add(head.Save(key));
        if (events[0].Version == 1)
        {
            batch.BatchCommands.Add(new("UPDATE mt_streams SET type = $2 WHERE id = $1")
            {
                Parameters =
                {
                    new() { Value = append.StreamId },
                    new() { Value = MartenTypeName.Alias(append.StreamType) },
                },
            });
        }

        batch.BatchCommands.Add(Doorbell.RingCommand(
            SealedAppender.Bell, head.Position.ToString(CultureInfo.InvariantCulture)));
        await batch.ExecuteNonQueryAsync(ct);
        return head;
    }

    /// <summary>PostgreSQL's text of each row, without its hash.</summary>
    private static async Task<IReadOnlyList<(long Position, string Text)>> ReadAsync(
        NpgsqlConnection connection, long[] positions, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT seq_id, {AuditChain.RowText} FROM mt_events WHERE seq_id = ANY($1) ORDER BY seq_id", connection)
        {
            Parameters = { new() { Value = positions } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<(long, string)>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return rows;
    }
}

using System.Data;
using System.Text.Json;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.EventStore;

/// <summary>
/// Appends with plain SQL. One lock, taken before the sequence, serialises all appends of all consoles: decisions are few, and in
/// return positions become visible in order and the hash chain has one end.
/// </summary>
internal sealed class EventWriter(EventTypeMap types, AuditKey key, TimeProvider time)
{
    /// <summary>The doorbell's kind for new events; its payload is the last position.</summary>
    public const string Bell = "events";

    private const long AppendLock = 0x6461_7368_6576_6e74;
    private const int Attempts = 5;

    public async Task<SealedAppend> AppendAsync(
        NpgsqlConnection connection, string streamId, string streamType, long? expected,
        IReadOnlyList<object> events, EventContext context, bool movesHead, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(streamId);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        var append = new AppendRequest(
            streamId,
            streamType,
            expected,
            [.. events.Select(data => new EventDraft(types.AliasOf(data), data))],
            context,
            movesHead);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AppendOnceAsync(connection, append, ct);
            }
            catch (PostgresException e) when (IsRace(e))
            {
                // A Marten application, which does not know our lock, appended to the stream in the same moment.
                if (expected is not null)
                {
                    return new(new AppendResult.Conflict(await ReadVersionAsync(connection, streamId, ct)));
                }

                if (attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }

    private static bool IsRace(PostgresException e) => e.SqlState == PostgresErrorCodes.UniqueViolation
        && e.ConstraintName is "pkey_mt_streams_id" or "pk_mt_events_stream_and_version";

    private async Task<SealedAppend> AppendOnceAsync(
        NpgsqlConnection connection, AppendRequest append, CancellationToken ct)
    {
        // Read committed: what is read behind the lock is what its former holder left.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var (version, head) = await LockAsync(connection, append.StreamId, ct);
        if (append.Expected is { } expected && expected != version)
        {
            return new(new AppendResult.Conflict(version));
        }

        head.RequireKey(key);
        var now = time.GetUtcNow();
        var rows = await InsertAsync(connection, append, version, head.Events, now, ct);
        var newHead = await SealAsync(connection, head, rows, ct);
        await transaction.CommitAsync(ct);
        return new(
            new AppendResult.Appended(version + append.Drafts.Count, newHead.Position),
            head,
            new SealedHead(newHead.Events, newHead.Position, newHead.Hash, now));
    }

    private static async Task<(long Version, AuditHead Head)> LockAsync(
        NpgsqlConnection connection, string streamId, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"SELECT pg_advisory_xact_lock({AppendLock})"));
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

    /// <summary>Writes the rows without their hash and returns PostgreSQL's text of each.</summary>
    private static async Task<IReadOnlyList<(long Position, string Text)>> InsertAsync(
        NpgsqlConnection connection, AppendRequest append, long version, long chained, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(version == 0
            ? new("INSERT INTO mt_streams (id, version, timestamp, type, created) VALUES ($1, $2, $3, $4, $3)")
            : new("UPDATE mt_streams SET version = $2, timestamp = $3 WHERE id = $1"));
        var stream = batch.BatchCommands[0].Parameters;
        stream.Add(new() { Value = append.StreamId });
        stream.Add(new() { Value = version + append.Drafts.Count });
        stream.Add(new() { Value = now });
        if (version == 0)
        {
            stream.Add(new() { Value = MartenTypeName.Alias(append.StreamType) });
        }

        for (var i = 0; i < append.Drafts.Count; i++)
        {
            batch.BatchCommands.Add(new($"""
                INSERT INTO mt_events
                    (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, headers)
                VALUES (nextval('mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8, $9)
                RETURNING seq_id, {AuditChain.RowText}
                """)
            {
                Parameters =
                {
                    new() { Value = Guid.CreateVersion7(now) },
                    new() { Value = append.StreamId },
                    new() { Value = version + i + 1 },
                    new() { Value = append.Drafts[i].Json, NpgsqlDbType = NpgsqlDbType.Jsonb },
                    new() { Value = append.Drafts[i].Alias },
                    new() { Value = now },
                    new() { Value = append.Drafts[i].DotNetName },
                    new() { Value = (object?)append.Context.CorrelationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
                    new() { Value = Headers(append, chained + i + 1), NpgsqlDbType = NpgsqlDbType.Jsonb },
                },
            });
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var rows = new List<(long, string)>();
        do
        {
            while (await reader.ReadAsync(ct))
            {
                rows.Add((reader.GetInt64(0), reader.GetString(1)));
            }
        }
        while (await reader.NextResultAsync(ct));

        return rows;
    }

    /// <summary>Adds each row's hash, moves the head of the chain and rings.</summary>
    private async Task<AuditHead> SealAsync(
        NpgsqlConnection connection, AuditHead head, IReadOnlyList<(long Position, string Text)> rows, CancellationToken ct)
    {
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
        // Marten's own channel and form, which wakes its daemons, then ours.
        batch.BatchCommands.Add(new("SELECT pg_notify('mt_events_appended', '')"));
        batch.BatchCommands.Add(Doorbell.RingCommand(
            Bell, head.Position.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await batch.ExecuteNonQueryAsync(ct);
        return head;
    }

    private static string Headers(AppendRequest append, long number)
    {
        var headers = new Dictionary<string, object>
        {
            ["actor"] = append.Context.Actor,
            [AuditChain.NumberHeader] = number,
        };
        if (append.Context.Reason is not null)
        {
            headers["reason"] = append.Context.Reason;
        }

        if (append.MovesHead)
        {
            headers[AuditChain.MoveHeader] = true;
        }

        return JsonSerializer.Serialize(headers);
    }

    private static async Task<long> ReadVersionAsync(NpgsqlConnection connection, string streamId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT version FROM mt_streams WHERE id = $1", connection);
        command.Parameters.Add(new() { Value = streamId });
        return await command.ExecuteScalarAsync(ct) is long version ? version : 0;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Texts;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>Reads events. Marten's <c>mt_tombstone</c>, which fills the places of failed appends, is left out.</summary>
internal sealed class EventReader(EventTypeMap types)
{
    public const string TombstoneStream = "mt_tombstone";

    private const string Columns = """
        SELECT seq_id, id, stream_id, version, type, data::text, timestamp,
               headers ->> 'actor', headers ->> 'reason', correlation_id
        FROM mt_events
        """;

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(NpgsqlConnection connection, string streamId, CancellationToken ct) =>
        ReadAsync(connection, $"{Columns} WHERE stream_id = $1 ORDER BY version", [streamId], ct);

    public IAsyncEnumerable<StoredEvent> ReadAllAsync(NpgsqlConnection connection, long after, CancellationToken ct) =>
        ReadAsync(
            connection,
            $"{Columns} WHERE seq_id > $1 AND stream_id <> '{TombstoneStream}' ORDER BY seq_id",
            [after],
            ct);

    /// <summary>The next events up to a position, tombstones included: a projection must tell a gap from a filled place.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadBatchAsync(
        NpgsqlConnection connection, long after, long upTo, int limit, CancellationToken ct)
    {
        var batch = new List<StoredEvent>();
        var sql = $"{Columns} WHERE seq_id > $1 AND seq_id <= $2 ORDER BY seq_id LIMIT $3";
        await foreach (var stored in ReadAsync(connection, sql, [after, upTo, limit], ct))
        {
            batch.Add(stored);
        }

        return batch;
    }

    private async IAsyncEnumerable<StoredEvent> ReadAsync(
        NpgsqlConnection connection, string sql, object[] parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return Read(reader);
        }
    }

    private StoredEvent Read(NpgsqlDataReader reader)
    {
        using var document = LenientJson.Parse(reader.GetString(5));
        var json = document.RootElement.Clone();
        var type = reader.GetString(4);
        var position = reader.GetInt64(0);
        return new StoredEvent(
            position,
            reader.GetGuid(1),
            reader.GetString(2),
            reader.GetInt64(3),
            type,
            ReadData(position, type, json),
            json,
            reader.GetFieldValue<DateTimeOffset>(6),
            Text(reader, 7),
            Text(reader, 8),
            Text(reader, 9));
    }

    private object? ReadData(long position, string type, JsonElement json)
    {
        try
        {
            return types.Read(type, json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The event at position {position} is not a valid '{type}': {e.Message}", e);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}

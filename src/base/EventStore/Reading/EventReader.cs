using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Texts;
using Npgsql;

namespace Dashboard.EventStore;

/// <summary>
/// Reads events as they lie there, also those whose type nobody here knows, at which Marten's own reading ends. Marten's
/// <c>mt_tombstone</c>, which fills the places of failed appends, is left out.
/// </summary>
/// <param name="types">By stored name.</param>
internal sealed class EventReader(IReadOnlyDictionary<string, Type> types)
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

    /// <summary>The next events behind a position.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadBatchAsync(
        NpgsqlConnection connection, long after, int limit, CancellationToken ct) =>
        await ReadAsync(
            connection,
            $"{Columns} WHERE seq_id > $1 AND stream_id <> '{TombstoneStream}' ORDER BY seq_id LIMIT $2",
            [after, limit],
            ct).ToListAsync(ct);

    /// <summary>The events at these positions, in their order.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadAtAsync(
        NpgsqlConnection connection, long[] positions, CancellationToken ct) =>
        await ReadAsync(connection, $"{Columns} WHERE seq_id = ANY($1) ORDER BY seq_id", [positions], ct).ToListAsync(ct);

    /// <summary>Whether every event of a stream is of a type that is known here.</summary>
    public async Task<bool> KnowsAllAsync(NpgsqlConnection connection, string streamId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT NOT EXISTS (SELECT FROM mt_events WHERE stream_id = $1 AND type <> ALL($2))", connection)
        {
            Parameters = { new() { Value = streamId }, new() { Value = types.Keys.ToArray() } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
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
            // As Marten's serializer by its defaults: PascalCase, enums as integers.
            return types.TryGetValue(type, out var known) ? json.Deserialize(known) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The event at position {position} is not a valid '{type}': {e.Message}", e);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}

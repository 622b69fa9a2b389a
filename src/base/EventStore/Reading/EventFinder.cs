using System.Globalization;
using Dashboard.Texts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.EventStore;

/// <summary>
/// Finds events for readers of the audit log. They come as they lie in the table, never as their types: an event that
/// was tampered with must still be shown.
/// </summary>
internal static class EventFinder
{
    private const string Condition = $"""
        SELECT seq_id, id, stream_id, version, type, data::text, timestamp,
               headers ->> 'actor', headers ->> 'reason', correlation_id
        FROM mt_events
        WHERE stream_id <> '{EventReader.TombstoneStream}'
          AND ($1::bigint IS NULL OR seq_id < $1)
          AND ($2::text IS NULL OR stream_id = $2)
          AND ($3::text IS NULL OR headers ->> 'actor' = $3)
          AND ($4::text IS NULL OR type = $4)
          AND ($5::timestamptz IS NULL OR timestamp >= $5)
          AND ($6::timestamptz IS NULL OR timestamp < $6)
          AND ($7::text IS NULL OR position(lower($7) in lower(concat_ws(
                ' ', stream_id, type, data::text, headers ->> 'actor', headers ->> 'reason'))) > 0)
          AND ($9::bigint IS NULL OR seq_id > $9)
          AND ($10::text IS NULL OR coalesce(data ->> 'ProjectId', data ->> 'Project') = $10
               OR (coalesce(data ->> 'ProjectId', data ->> 'Project') IS NULL AND (stream_id = ANY($11)) = $12))
        """;

    private const string NewestFirst = $"{Condition} ORDER BY seq_id DESC LIMIT $8";

    private const string OldestFirst = $"{Condition} ORDER BY seq_id LIMIT $8";

    private const string Types = $"""
        SELECT DISTINCT type FROM mt_events WHERE stream_id <> '{EventReader.TombstoneStream}' ORDER BY type
        """;

    public static async Task<IReadOnlyList<StoredEvent>> FindAsync(
        NpgsqlConnection connection, EventSearch search, int limit, CancellationToken ct)
    {
        var reach = search.Reach;
        await using var command = new NpgsqlCommand(search.After is null ? NewestFirst : OldestFirst, connection)
        {
            Parameters =
            {
                Parameter(NpgsqlDbType.Bigint, search.Before),
                Parameter(NpgsqlDbType.Text, search.Stream),
                Parameter(NpgsqlDbType.Text, search.Actor),
                Parameter(NpgsqlDbType.Text, search.Type),
                Parameter(NpgsqlDbType.TimestampTz, search.From?.ToUniversalTime()),
                Parameter(NpgsqlDbType.TimestampTz, search.To?.ToUniversalTime()),
                Parameter(NpgsqlDbType.Text, search.Text),
                Parameter(NpgsqlDbType.Integer, limit),
                Parameter(NpgsqlDbType.Bigint, search.After),
                Parameter(NpgsqlDbType.Text, reach?.Project.ToString(CultureInfo.InvariantCulture)),
                Parameter(NpgsqlDbType.Array | NpgsqlDbType.Text, reach?.Streams.ToArray() ?? []),
                Parameter(NpgsqlDbType.Boolean, reach?.OnlyStreams ?? false),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<StoredEvent>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(Read(reader));
        }

        return found;
    }

    public static async Task<IReadOnlyList<string>> TypesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Types, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var types = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            types.Add(reader.GetString(0));
        }

        return types;
    }

    private static StoredEvent Read(NpgsqlDataReader reader)
    {
        using var document = LenientJson.Parse(reader.GetString(5));
        return new StoredEvent(
            reader.GetInt64(0),
            reader.GetGuid(1),
            reader.GetString(2),
            reader.GetInt64(3),
            reader.GetString(4),
            Data: null,
            document.RootElement.Clone(),
            reader.GetFieldValue<DateTimeOffset>(6),
            Text(reader, 7),
            Text(reader, 8),
            Text(reader, 9));
    }

    private static NpgsqlParameter Parameter(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}

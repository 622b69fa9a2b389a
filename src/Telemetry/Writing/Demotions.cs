using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>Takes calls back that turned out to be wrappers of an inference that arrived later.</summary>
internal static class Demotions
{
    /// <summary>
    /// Marks the calls as not counted and their cells as dirty, and adds what their users lose to <paramref name="deltas"/>.
    /// Runs in the batch's transaction, so that wrapper and inference are never both counted. Returns the oldest minute.
    /// </summary>
    public static async Task<DateTimeOffset?> ApplyAsync(
        NpgsqlConnection connection, IReadOnlyCollection<StoredNode> demoted, RollupDeltas deltas, CancellationToken ct)
    {
        if (demoted.Count == 0)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            """
            WITH demoted AS (
              UPDATE calls SET counted = false
              FROM unnest($1::int[], $2::timestamptz[], $3::uuid[], $4::bigint[]) AS k(project_id, started_at, trace_id, span_id)
              WHERE calls.project_id = k.project_id AND calls.started_at = k.started_at
                AND calls.trace_id = k.trace_id AND calls.span_id = k.span_id AND calls.counted
              RETURNING calls.*),
            dirty AS (
              INSERT INTO dirty_cells
              SELECT DISTINCT project_id, date_trunc('minute', started_at, 'UTC'), series_id FROM demoted)
            SELECT project_id, started_at, series_id, user_id, status, cost_status, cost_nano,
              input_uncached, cache_read, cache_write, cache_write_1h, audio_input, output_text, reasoning, audio_output
            FROM demoted
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = demoted.Select(node => node.Node.Project.Value).ToArray() },
                new() { Value = demoted.Select(node => node.StartedAt.UtcDateTime).ToArray() },
                new() { Value = demoted.Select(node => node.Node.TraceId.ToGuid()).ToArray() },
                new() { Value = demoted.Select(node => node.Node.SpanId.ToBigint()).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        DateTimeOffset? oldest = null;
        while (await reader.ReadAsync(ct))
        {
            var startedAt = reader.GetFieldValue<DateTimeOffset>(1);
            var minute = CellKey.Minute(startedAt);
            oldest = oldest is null || minute < oldest ? minute : oldest;
            var day = new CellKey(new ProjectId(reader.GetInt32(0)), CellKey.UtcDay(startedAt), reader.GetInt32(2));
            deltas.AddUser(day, reader.IsDBNull(3) ? null : reader.GetString(3), -CallCounterRow.Read(reader, 4));
        }

        return oldest;
    }
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Writing;

/// <summary>
/// Takes calls back that turned out to be wrappers of an inference, or a second view of a request, that arrived later.
/// </summary>
public static class CallCorrections
{
    /// <summary>
    /// Changes the rows, marks the cells of those that were counted otherwise as dirty, and adds what their users lose or
    /// regain to <paramref name="deltas"/>. Runs in the batch's transaction, so that no two views of a request are ever
    /// both counted. A day of which retention has dropped calls cannot be counted again: what its late calls counted is
    /// taken back by a delta, durations aside. Returns the oldest minute that changes.
    /// </summary>
    public static async Task<DateTimeOffset?> ApplyAsync(
        NpgsqlConnection connection, IReadOnlyCollection<CallChange> changes, RollupDeltas deltas, CancellationToken ct)
    {
        if (changes.Count == 0)
        {
            return null;
        }

        await using var command = new NpgsqlCommand(
            $"""
            WITH before AS (
              SELECT c.project_id, c.started_at, c.trace_id, c.span_id, c.counted AS was_counted, w.*
              FROM unnest($1::int[], $2::timestamptz[], $3::uuid[], $4::bigint[], $5::bool[], $6::uuid[], $7::bigint[],
                $8::bool[]) AS w(project, at, trace, span, now_counted, joined_trace, joined_span, is_new)
              JOIN calls c ON c.project_id = w.project AND c.started_at = w.at AND c.trace_id = w.trace AND c.span_id = w.span
              FOR NO KEY UPDATE OF c),
            changed AS (
              UPDATE calls
              SET counted = b.now_counted, joined_trace_id = b.joined_trace, joined_span_id = b.joined_span
              FROM before b
              WHERE calls.project_id = b.project_id AND calls.started_at = b.started_at
                AND calls.trace_id = b.trace_id AND calls.span_id = b.span_id
              RETURNING calls.*, NOT b.is_new AND b.was_counted <> b.now_counted AS corrected,
                {RecountableDays.IsLost("calls.started_at")} AS is_lost),
            dirty AS (
              INSERT INTO dirty_cells
              SELECT DISTINCT project_id, date_trunc('minute', started_at, 'UTC'), series_id FROM changed
              WHERE corrected AND NOT is_lost)
            SELECT project_id, started_at, series_id, user_id, counted, {CallCounterRow.Columns}, is_lost
            FROM changed WHERE corrected
            """,
            connection);
        AddParameters(command, changes);
        await using var reader = await command.ExecuteReaderAsync(ct);
        DateTimeOffset? oldest = null;
        while (await reader.ReadAsync(ct))
        {
            var startedAt = reader.GetFieldValue<DateTimeOffset>(1);
            var minute = CellKey.Minute(startedAt);
            oldest = oldest is null || minute < oldest ? minute : oldest;
            var counters = CallCounterRow.Read(reader, 5);
            var change = reader.GetBoolean(4) ? counters : -counters;
            Add(
                deltas, new CellKey(new ProjectId(reader.GetInt32(0)), startedAt, reader.GetInt32(2)),
                reader.TextOrNull(3), change, isLost: reader.GetBoolean(reader.FieldCount - 1));
        }

        return oldest;
    }

    /// <summary>Adds a correction to its user's day, and to its cell where that will not be counted again.</summary>
    public static void Add(RollupDeltas deltas, CellKey call, string? user, CallCounters change, bool isLost)
    {
        if (isLost)
        {
            deltas.AddCorrection(call.Project, call.Start, call.SeriesId, user, change);
        }
        else
        {
            deltas.AddUser(call with { Start = CellKey.UtcDay(call.Start) }, user, change);
        }
    }

    private static void AddParameters(NpgsqlCommand command, IReadOnlyCollection<CallChange> changes)
    {
        void Add<T>(NpgsqlDbType type, Func<CallChange, T> value) =>
            command.Parameters.AddArray(type, changes.Select(value));
        Add(NpgsqlDbType.Integer, change => change.Key.Project.Value);
        Add(NpgsqlDbType.TimestampTz, change => change.Key.StartedAt.UtcDateTime);
        Add(NpgsqlDbType.Uuid, change => change.Key.TraceId.ToGuid());
        Add(NpgsqlDbType.Bigint, change => change.Key.SpanId.ToBigint());
        Add(NpgsqlDbType.Boolean, change => change.Counted);
        Add(NpgsqlDbType.Uuid, change => change.JoinedTo?.TraceId.ToGuid());
        Add(NpgsqlDbType.Bigint, change => change.JoinedTo?.SpanId.ToBigint());
        Add(NpgsqlDbType.Boolean, change => change.IsNew);
    }
}

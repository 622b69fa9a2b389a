using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Writing;

/// <summary>Removes one span and what it counted for, in one transaction.</summary>
public sealed class CallRetraction(TelemetryDb db)
{
    public async Task RunAsync(SpanKey key, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(
            $"""
            WITH k(project_id, started_at, trace_id, span_id) AS (VALUES ($1::int, $2::timestamptz, $3::uuid, $4::bigint)),
            payload AS (
              DELETE FROM payloads t USING k WHERE t.project_id = k.project_id AND t.started_at = k.started_at
                AND t.trace_id = k.trace_id AND t.span_id = k.span_id),
            other AS (
              DELETE FROM spans t USING k WHERE t.project_id = k.project_id AND t.started_at = k.started_at
                AND t.trace_id = k.trace_id AND t.span_id = k.span_id),
            gone AS (
              DELETE FROM calls t USING k WHERE t.project_id = k.project_id AND t.started_at = k.started_at
                AND t.trace_id = k.trace_id AND t.span_id = k.span_id
              RETURNING t.*),
            dirty AS (
              INSERT INTO dirty_cells
              SELECT project_id, date_trunc('minute', started_at, 'UTC'), series_id FROM gone
              WHERE counted AND NOT {RecountableDays.IsLost("started_at")})
            SELECT series_id, user_id, {RecountableDays.IsLost("started_at")}, {CallCounterRow.Columns} FROM gone WHERE counted
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = key.Project.Value },
                new() { Value = key.StartedAt.UtcDateTime },
                new() { Value = key.TraceId.ToGuid() },
                new() { Value = key.SpanId.ToBigint() },
            },
        };
        var deltas = new RollupDeltas();
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                CallCorrections.Add(
                    deltas,
                    new CellKey(key.Project, key.StartedAt, reader.GetInt32(0)),
                    reader.TextOrNull(1),
                    -CallCounterRow.Read(reader, 3),
                    reader.GetBoolean(2));
            }
        }

        await deltas.CopyAsync(connection, ct);
        await transaction.CommitAsync(ct);
    }
}

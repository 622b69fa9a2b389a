using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Repricing;

/// <summary>
/// Gives the calls of whole cells their new cost, and the rollups what the sums change by, in one transaction: whoever
/// reads meanwhile sees a cell with all of its old cost or all of its new one, in calls, rollups and users alike.
/// </summary>
/// <remarks>
/// The change is added as a delta, like a new call: it needs no turn of the compactor, which folds it, or drops it with
/// a recount that has counted the new cost already.
/// </remarks>
internal static class CostUpdate
{
    /// <summary>Returns how many calls were looked at and how many got another cost.</summary>
    public static async Task<(int Calls, int Changed)> RunAsync(
        NpgsqlConnection connection, RepricingPlan plan, IReadOnlyList<CellKey> cells, CancellationToken ct)
    {
        var calls = await LockAsync(connection, cells, ct);
        var changes = calls.Select(call => (Call: call, Cost: plan.CostOf(call)))
            .Where(change => change.Cost != change.Call.Cost)
            .ToList();
        if (changes.Count > 0)
        {
            await StoreAsync(connection, cells[0].Project, changes, ct);
            await Deltas(cells[0].Project, changes).CopyAsync(connection, ct);
        }

        return (calls.Count, changes.Count);
    }

    // Locked in the order of their keys: whether a call counts, and for whom, stays as it is read until the commit.
    private static async Task<List<StoredCost>> LockAsync(
        NpgsqlConnection connection, IReadOnlyList<CellKey> cells, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT started_at, trace_id, span_id, series_id, counted, user_id, service_tier, price_id,
              {CallCounterRow.Columns}
            FROM calls
            WHERE project_id = $1 AND started_at >= $2 AND started_at < $3
              AND ({CostCells.Quarter}, series_id) IN (SELECT * FROM unnest($4::timestamptz[], $5::int[]))
            ORDER BY started_at, trace_id, span_id
            FOR NO KEY UPDATE
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = cells[0].Project.Value },
                new() { Value = cells[0].Start, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = cells[^1].Start.AddMinutes(15), NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = cells.Select(cell => cell.Start.UtcDateTime).ToArray() },
                new() { Value = cells.Select(cell => cell.SeriesId).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var calls = new List<StoredCost>();
        while (await reader.ReadAsync(ct))
        {
            calls.Add(Read(reader));
        }

        return calls;
    }

    private static StoredCost Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(0),
        TraceId.FromGuid(row.GetGuid(1)),
        SpanId.FromBigint(row.GetInt64(2)),
        row.GetInt32(3),
        row.GetBoolean(4),
        row.TextOrNull(5),
        row.TextOrNull(6),
        (SpanStatus)row.GetInt16(8),
        TokenColumns.Read(row, 11),
        new CallCost(
            (CostStatus)row.GetInt16(9),
            row.IsDBNull(10) ? null : new Nanodollars(row.GetInt64(10)),
            row.TextOrNull(7)));

    private static async Task StoreAsync(
        NpgsqlConnection connection, ProjectId project, List<(StoredCost Call, CallCost Cost)> changes,
        CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE calls SET cost_nano = k.cost_nano, cost_status = k.cost_status, price_id = k.price_id
            FROM unnest($2::timestamptz[], $3::uuid[], $4::bigint[], $5::bigint[], $6::smallint[], $7::text[])
              AS k(started_at, trace_id, span_id, cost_nano, cost_status, price_id)
            WHERE calls.project_id = $1 AND calls.started_at = k.started_at AND calls.trace_id = k.trace_id
              AND calls.span_id = k.span_id AND calls.started_at >= $8 AND calls.started_at <= $9
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = changes.Select(change => change.Call.StartedAt.UtcDateTime).ToArray() },
                new() { Value = changes.Select(change => change.Call.TraceId.ToGuid()).ToArray() },
                new() { Value = changes.Select(change => change.Call.SpanId.ToBigint()).ToArray() },
                new() { Value = changes.Select(change => change.Cost.Amount?.Value).ToArray() },
                new() { Value = changes.Select(change => (short)change.Cost.Status).ToArray() },
                new() { Value = changes.Select(change => change.Cost.PriceId).ToArray() },
                new() { Value = changes[0].Call.StartedAt, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = changes[^1].Call.StartedAt, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        var updated = await command.ExecuteNonQueryAsync(ct);
        if (updated != changes.Count)
        {
            throw new InvalidOperationException($"{changes.Count} locked calls were to change, {updated} did.");
        }
    }

    private static RollupDeltas Deltas(ProjectId project, List<(StoredCost Call, CallCost Cost)> changes)
    {
        var deltas = new RollupDeltas();
        foreach (var (call, cost) in changes.Where(change => change.Call.IsCounted))
        {
            var change = CallCounters.Of(call.Status, call.Tokens, cost)
                + -CallCounters.Of(call.Status, call.Tokens, call.Cost);
            deltas.AddCorrection(project, call.StartedAt, call.SeriesId, call.UserId, change);
        }

        return deltas;
    }
}

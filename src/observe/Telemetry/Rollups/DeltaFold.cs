using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Moves deltas into the tiers. Runs in the compactor's transaction, so a reader sees a delta or its sum, never both.</summary>
internal static class DeltaFold
{
    /// <summary>
    /// Folds up to <paramref name="limit"/> rows of each kind into the tiers that are always kept and into those of
    /// <paramref name="zones"/>.
    /// </summary>
    /// <returns>Whether there may be more.</returns>
    public static async Task<bool> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<TierTable> zones, int limit, CancellationToken ct)
    {
        var (minutes, rows) = await TakeAsync(connection, limit, ct);
        if (rows > 0)
        {
            foreach (var tier in TierTable.All.Concat(zones))
            {
                await tier.AddAsync(connection, minutes, ct);
            }
        }

        return await FoldUsersAsync(connection, limit, ct) >= limit || rows >= limit;
    }

    private static async Task<(Dictionary<CellKey, RollupCell> Minutes, int Rows)> TakeAsync(
        NpgsqlConnection connection, int limit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            DELETE FROM rollup_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM rollup_delta LIMIT $1))
            RETURNING project_id, bucket, series_id, {RollupColumns.Cell}
            """,
            connection)
        {
            Parameters = { new() { Value = limit } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var minutes = new Dictionary<CellKey, RollupCell>();
        var rows = 0;
        while (await reader.ReadAsync(ct))
        {
            RollupColumns.MergeInto(minutes.At(TierTable.ReadKey(reader)), reader, 3);
            rows++;
        }

        return (minutes, rows);
    }

    private static async Task<long> FoldUsersAsync(NpgsqlConnection connection, int limit, CancellationToken ct)
    {
        var counters = RollupColumns.Counters.Split(',', StringSplitOptions.TrimEntries);
        var sums = string.Join(", ", counters.Select(name => $"sum({name})::bigint"));
        var additions = string.Join(", ", counters.Select(name => $"{name} = t.{name} + EXCLUDED.{name}"));
        await using var command = new NpgsqlCommand(
            $"""
            WITH taken AS (
              DELETE FROM rollup_user_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM rollup_user_delta LIMIT $1))
              RETURNING *),
            added AS (
              INSERT INTO rollup_user_day AS t (project_id, bucket, series_id, user_id, {RollupColumns.Counters})
              SELECT project_id, bucket, series_id, user_id, {sums} FROM taken GROUP BY 1, 2, 3, 4
              ON CONFLICT (project_id, bucket, series_id, user_id) DO UPDATE SET {additions})
            SELECT count(*) FROM taken
            """,
            connection)
        {
            Parameters = { new() { Value = limit } },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Moves deltas into the tiers. Runs in the compactor's transaction, so a reader sees a delta or its sum, never both.</summary>
internal static class DeltaFold
{
    /// <summary>A bound on the memory and the length of one transaction.</summary>
    public const int MaxRows = 50_000;

    /// <summary>Folds into the tiers that are always kept and into those of <paramref name="zones"/>.</summary>
    /// <returns>How many delta rows were folded.</returns>
    public static async Task<int> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<TierTable> zones, CancellationToken ct)
    {
        var (minutes, rows) = await TakeAsync(connection, ct);
        if (rows > 0)
        {
            foreach (var tier in TierTable.All.Concat(zones))
            {
                await tier.AddAsync(connection, minutes, ct);
            }
        }

        await FoldUsersAsync(connection, ct);
        return rows;
    }

    private static async Task<(Dictionary<CellKey, RollupCell> Minutes, int Rows)> TakeAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            DELETE FROM rollup_delta WHERE ctid = ANY (ARRAY(SELECT ctid FROM rollup_delta LIMIT {MaxRows}))
            RETURNING project_id, bucket, series_id, {RollupColumns.Cell}
            """,
            connection);
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

    private static async Task FoldUsersAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var counters = RollupColumns.Counters.Split(',', StringSplitOptions.TrimEntries);
        var sums = string.Join(", ", counters.Select(name => $"sum({name})::bigint"));
        var additions = string.Join(", ", counters.Select(name => $"{name} = t.{name} + EXCLUDED.{name}"));
        await using var command = new NpgsqlCommand(
            $"""
            WITH taken AS (DELETE FROM rollup_user_delta RETURNING *)
            INSERT INTO rollup_user_day AS t (project_id, bucket, series_id, user_id, {RollupColumns.Counters})
            SELECT project_id, bucket, series_id, user_id, {sums} FROM taken GROUP BY 1, 2, 3, 4
            ON CONFLICT (project_id, bucket, series_id, user_id) DO UPDATE SET {additions}
            """,
            connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups.Zones;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>
/// Counts dirty cells again from their calls: the whole quarter of an hour that holds them, then its days as the sums of
/// their quarters. Deltas of those minutes are already in the calls, so they are dropped unread. A day of which retention
/// has dropped calls is left as it is: what is still there, or came late, is not all that its sums hold.
/// </summary>
internal static class DirtyRecount
{
    private static readonly TimeSpan QuarterLength = TimeSpan.FromMinutes(15);

    /// <summary>Returns the quarters that were recounted.</summary>
    public static async Task<IReadOnlyCollection<CellKey>> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<ZoneTier> zones, CancellationToken ct)
    {
        var quarters = await TakeAsync(connection, ct);
        if (quarters.Count > 0)
        {
            var recountable = await RecountableDays.ReadAsync(connection, ct);
            quarters.RemoveWhere(quarter => !recountable.IsWhole(CellKey.UtcDay(quarter.Start)));
        }

        foreach (var quarter in quarters)
        {
            await RecountAsync(connection, quarter, ct);
        }

        var utc = new ZoneTier(TierTable.Day, new LocalDays(TimeZoneInfo.Utc));
        foreach (var (tier, days) in zones.Prepend(utc))
        {
            foreach (var day in quarters.Select(key => key with { Start = days.StartOf(key.Start) }).Distinct())
            {
                await tier.DeleteAsync(connection, [day], ct);
                var sums = await TierSums.ReadAsync(
                    connection, TierTable.Quarter, tier, day, days.EndOf(day.Start), ct);
                await tier.ReplaceAsync(connection, sums, ct);
            }
        }

        return quarters;
    }

    private static async Task<HashSet<CellKey>> TakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "DELETE FROM dirty_cells RETURNING project_id, bucket, series_id", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var quarters = new HashSet<CellKey>();
        while (await reader.ReadAsync(ct))
        {
            var key = TierTable.ReadKey(reader);
            quarters.Add(key with { Start = CellKey.Quarter(key.Start) });
        }

        return quarters;
    }

    private static async Task RecountAsync(NpgsqlConnection connection, CellKey quarter, CancellationToken ct)
    {
        await ExecuteAsync(
            connection,
            """
            DELETE FROM rollup_delta
            WHERE project_id = $1 AND series_id = $2 AND bucket >= $3 AND bucket < $4
            """,
            quarter,
            ct);
        await ExecuteAsync(
            connection,
            """
            DELETE FROM rollup_minute
            WHERE project_id = $1 AND series_id = $2 AND bucket >= $3 AND bucket < $4
            """,
            quarter,
            ct);
        var minutes = await CountAsync(connection, quarter, ct);
        await TierTable.Minute.ReplaceAsync(connection, minutes, ct);
        var sum = new Dictionary<CellKey, RollupCell>();
        foreach (var cell in minutes.Values)
        {
            sum.At(quarter).Merge(cell);
        }

        await TierTable.Quarter.DeleteAsync(connection, [quarter], ct);
        await TierTable.Quarter.ReplaceAsync(connection, sum, ct);
    }

    private static async Task<Dictionary<CellKey, RollupCell>> CountAsync(
        NpgsqlConnection connection, CellKey quarter, CancellationToken ct)
    {
        await using var command = Command(
            connection,
            $"""
            SELECT started_at, duration_us, ttft_us, {CallCounterRow.Columns} FROM calls
            WHERE project_id = $1 AND series_id = $2 AND started_at >= $3 AND started_at < $4 AND counted
            """,
            quarter);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var minutes = new Dictionary<CellKey, RollupCell>();
        while (await reader.ReadAsync(ct))
        {
            var key = quarter with { Start = CellKey.Minute(reader.GetFieldValue<DateTimeOffset>(0)) };
            minutes.At(key).Add(
                CallCounterRow.Read(reader, 3),
                reader.GetInt64(1),
                reader.ValueOrNull<long>(2));
        }

        return minutes;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CellKey quarter, CancellationToken ct)
    {
        await using var command = Command(connection, sql, quarter);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, CellKey quarter)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = quarter.Project.Value });
        command.Parameters.Add(new() { Value = quarter.SeriesId });
        command.Parameters.Add(new() { Value = quarter.Start, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = quarter.Start + QuarterLength, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return command;
    }
}

using System.Data;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups.Zones;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>
/// Counts the calls of every day again and compares each cell of the quarter and the day tier, with the deltas that are
/// still to be folded into them; and sums the kept days of time zones again from the quarters. It reads one snapshot, so that ingestion and compaction may go on.
/// </summary>
public sealed class RollupVerifier(TelemetryDb db)
{
    private const int Named = 10;

    public async Task<RollupReport> VerifyAsync(CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var days = await RecountableDays.ReadAsync(connection, ct);
        var projects = await ReadListAsync(
            connection, "SELECT DISTINCT project_id FROM series ORDER BY 1", row => new ProjectId(row.GetInt32(0)), ct);
        var report = new RollupReport(0, 0, 0, 0, []);
        foreach (var project in projects)
        {
            for (var from = DateTimeOffset.MinValue; await days.NextAsync(connection, project, from, ct) is { } day;
                from = day.AddDays(1))
            {
                report = await AddDayAsync(report, connection, new CellKey(project, day, 0), ct);
            }
        }

        foreach (var zone in await ZoneKeeper.KeptAsync(connection, ct))
        {
            await foreach (var week in ZoneWeeks.ReadAsync(connection, zone, ct))
            {
                var stored = await TierSums.ReadAsync(
                    connection, zone.Table, zone.Table, week.Project, week.From, week.To, ct);
                report = Compare(report, zone.Table, week.Sums, stored, waiting: []);
            }
        }

        return report;
    }

    private static async Task<RollupReport> AddDayAsync(
        RollupReport report, NpgsqlConnection connection, CellKey day, CancellationToken ct)
    {
        var dirty = await ReadDirtyAsync(connection, day, ct);
        var quarters = await RecountAsync(connection, day, ct);
        var days = new Dictionary<CellKey, RollupCell>();
        foreach (var (key, cell) in quarters)
        {
            days.At(key with { Start = day.Start }).Merge(cell);
        }

        foreach (var (tier, counted) in new[] { (TierTable.Quarter, quarters), (TierTable.Day, days) })
        {
            var stored = await ReadTierAsync(connection, tier, day, ct);
            var waiting = dirty.Select(key => key with { Start = tier.BucketOf(key.Start) }).ToHashSet();
            report = Compare(report, tier, counted, stored, waiting);
        }

        return report with { Days = report.Days + 1 };
    }

    private static RollupReport Compare(
        RollupReport report, TierTable tier, Dictionary<CellKey, RollupCell> counted,
        Dictionary<CellKey, RollupCell> stored, HashSet<CellKey> waiting)
    {
        var keys = counted.Keys.Union(stored.Keys).Order(CellOrder).ToList();
        var different = keys.Where(key => !waiting.Contains(key))
            .Select(key => (Key: key, Fault: RollupComparison.FaultOf(
                stored.GetValueOrDefault(key) ?? new RollupCell(),
                counted.GetValueOrDefault(key) ?? new RollupCell())))
            .Where(cell => cell.Fault is not null)
            .Select(cell => new RollupDifference(
                tier.Name, cell.Key.Project, cell.Key.Start, cell.Key.SeriesId, cell.Fault!))
            .ToList();
        return report with
        {
            Cells = report.Cells + keys.Count,
            Waiting = report.Waiting + keys.Count(waiting.Contains),
            Different = report.Different + different.Count,
            First = [.. report.First, .. different.Take(Named - report.First.Count)],
        };
    }

    private static async Task<Dictionary<CellKey, RollupCell>> RecountAsync(
        NpgsqlConnection connection, CellKey day, CancellationToken ct)
    {
        await using var command = DayCommand(
            connection,
            $"""
            SELECT project_id, started_at, series_id, duration_us, ttft_us, {CallCounterRow.Columns} FROM calls
            WHERE project_id = $1 AND started_at >= $2 AND started_at < $3 AND counted
            """,
            day);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var cells = new Dictionary<CellKey, RollupCell>();
        while (await reader.ReadAsync(ct))
        {
            var key = TierTable.ReadKey(reader);
            cells.At(key with { Start = CellKey.Quarter(key.Start) }).Add(
                CallCounterRow.Read(reader, 5), reader.GetInt64(3), reader.ValueOrNull<long>(4));
        }

        return cells;
    }

    private static async Task<Dictionary<CellKey, RollupCell>> ReadTierAsync(
        NpgsqlConnection connection, TierTable tier, CellKey day, CancellationToken ct)
    {
        var cells = new Dictionary<CellKey, RollupCell>();
        foreach (var table in new[] { tier.Name, "rollup_delta" })
        {
            await using var command = DayCommand(
                connection,
                $"""
                SELECT project_id, bucket, series_id, {RollupColumns.Cell} FROM {table}
                WHERE project_id = $1 AND bucket >= $2 AND bucket < $3
                """,
                day);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var key = TierTable.ReadKey(reader);
                RollupColumns.MergeInto(cells.At(key with { Start = tier.BucketOf(key.Start) }), reader, 3);
            }
        }

        return cells;
    }

    private static Task<List<CellKey>> ReadDirtyAsync(NpgsqlConnection connection, CellKey day, CancellationToken ct) =>
        ReadListAsync(
            connection,
            """
            SELECT DISTINCT project_id, bucket, series_id FROM dirty_cells
            WHERE project_id = $1 AND bucket >= $2 AND bucket < $3
            """,
            TierTable.ReadKey,
            ct,
            day);

    private static async Task<List<T>> ReadListAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct,
        CellKey? day = null)
    {
        await using var command = day is { } key
            ? DayCommand(connection, sql, key)
            : new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static NpgsqlCommand DayCommand(NpgsqlConnection connection, string sql, CellKey day) => new(
        sql, connection)
    {
        CommandTimeout = 0,
        Parameters =
        {
            new() { Value = day.Project.Value },
            new() { Value = day.Start, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = day.Start.AddDays(1), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        },
    };

    private static readonly Comparer<CellKey> CellOrder = Comparer<CellKey>.Create((a, b) =>
        (a.Start, a.SeriesId).CompareTo((b.Start, b.SeriesId)));
}

using Dashboard.Events;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>
/// One of the compacted tables: <c>rollup_minute</c>, <c>rollup_quarter</c>, <c>rollup_day</c>, and a zone's part of
/// <c>rollup_zone_day</c>.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="BucketOf">The start of the bucket that an instant falls into.</param>
/// <param name="Zone">The number of the zone whose rows are meant; null where the table is of no zone.</param>
public sealed record TierTable(string Name, Func<DateTimeOffset, DateTimeOffset> BucketOf, int? Zone = null)
{
    public static TierTable Minute { get; } = new("rollup_minute", CellKey.Minute);

    public static TierTable Quarter { get; } = new("rollup_quarter", CellKey.Quarter);

    public static TierTable Day { get; } = new("rollup_day", CellKey.UtcDay);

    /// <summary>The tiers that are always kept, from fine to coarse.</summary>
    public static IReadOnlyList<TierTable> All { get; } = [Minute, Quarter, Day];

    /// <summary>The table and the beginning of the condition for this tier's rows, for another condition to follow.</summary>
    public string Rows => $"{Name} WHERE {Own}";

    private string Own => Zone is { } zone ? $"zone_id = {zone} AND " : "";

    public static TierTable OfZone(int zone, LocalDays days) => new("rollup_zone_day", days.StartOf, zone);

    /// <summary>Adds cells to what the table holds.</summary>
    public async Task AddAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<CellKey, RollupCell> minutes, CancellationToken ct)
    {
        var sums = new Dictionary<CellKey, RollupCell>();
        foreach (var (key, cell) in minutes)
        {
            sums.At(key with { Start = BucketOf(key.Start) }).Merge(cell);
        }

        foreach (var (key, cell) in await ReadAsync(connection, sums.Keys, ct))
        {
            sums[key].Merge(cell);
        }

        await ReplaceAsync(connection, sums, ct);
    }

    /// <summary>
    /// Sets cells, whatever the table held for them. In the order of the key, so that who reads a stretch of time by the
    /// index finds its rows together.
    /// </summary>
    public async Task ReplaceAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<CellKey, RollupCell> cells, CancellationToken ct)
    {
        cells = Name == Minute.Name ? await WithHomeAsync(connection, cells, ct) : cells;
        if (cells.Count == 0)
        {
            return;
        }

        await DeleteAsync(connection, [.. cells.Keys], ct);
        var zoneColumn = Zone is null ? "" : "zone_id, ";
        await using var importer = await connection.BeginBinaryImportAsync(
            $"""
            COPY {Name} ({zoneColumn}project_id, bucket, series_id, {RollupColumns.Cell})
            FROM STDIN (FORMAT BINARY)
            """,
            ct);
        foreach (var (key, cell) in cells.OrderBy(cell => (cell.Key.Project.Value, cell.Key.Start, cell.Key.SeriesId)))
        {
            importer.StartRow();
            if (Zone is { } zone)
            {
                importer.Write(zone, NpgsqlDbType.Integer);
            }

            importer.Write(key.Project.Value, NpgsqlDbType.Integer);
            importer.Write(key.Start, NpgsqlDbType.TimestampTz);
            importer.Write(key.SeriesId, NpgsqlDbType.Integer);
            RollupColumns.WriteCell(importer, cell);
        }

        await importer.CompleteAsync(ct);
    }

    public async Task DeleteAsync(NpgsqlConnection connection, IReadOnlyCollection<CellKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            DELETE FROM {Name} t USING unnest($1, $2, $3) AS k(project_id, bucket, series_id)
            WHERE {Own}t.project_id = k.project_id AND t.bucket = k.bucket AND t.series_id = k.series_id
            """,
            connection);
        AddKeys(command, keys);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Without the minutes whose partition retention has dropped: who asks for these reads the calls, and a correction of an
    /// old call must not keep all others from being folded.
    /// </summary>
    private static async Task<IReadOnlyDictionary<CellKey, RollupCell>> WithHomeAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<CellKey, RollupCell> cells, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT from_at, to_at FROM telemetry_partitions WHERE table_name = $1 AND dropped_at IS NULL", connection)
        {
            Parameters = { new() { Value = Minute.Name } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var alive = new List<(DateTimeOffset From, DateTimeOffset To)>();
        while (await reader.ReadAsync(ct))
        {
            alive.Add((reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return cells.Where(cell => alive.Exists(range => range.From <= cell.Key.Start && cell.Key.Start < range.To))
            .ToDictionary();
    }

    private async Task<Dictionary<CellKey, RollupCell>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyCollection<CellKey> keys, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT t.project_id, t.bucket, t.series_id, {RollupColumns.Cell}
            FROM {Name} t JOIN unnest($1, $2, $3) AS k(project_id, bucket, series_id)
              ON {Own}t.project_id = k.project_id AND t.bucket = k.bucket AND t.series_id = k.series_id
            """,
            connection);
        AddKeys(command, keys);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var cells = new Dictionary<CellKey, RollupCell>();
        while (await reader.ReadAsync(ct))
        {
            RollupColumns.MergeInto(cells.At(ReadKey(reader)), reader, 3);
        }

        return cells;
    }

    public static CellKey ReadKey(NpgsqlDataReader row) =>
        new(new ProjectId(row.GetInt32(0)), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2));

    private static void AddKeys(NpgsqlCommand command, IReadOnlyCollection<CellKey> keys)
    {
        command.Parameters.Add(new() { Value = keys.Select(key => key.Project.Value).ToArray() });
        command.Parameters.Add(new()
        {
            Value = keys.Select(key => key.Start.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        command.Parameters.Add(new() { Value = keys.Select(key => key.SeriesId).ToArray() });
    }
}

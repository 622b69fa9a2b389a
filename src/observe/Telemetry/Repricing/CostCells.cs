using Dashboard.Events;
using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Repricing;

/// <summary>Finds and packs the cells of a job.</summary>
public static class CostCells
{
    /// <summary>A transaction takes whole cells until it has about this many calls.</summary>
    public const int CallsPerPack = 2000;

    /// <summary>How a quarter of an hour is named in SQL, as <see cref="CellKey.Quarter"/> names it here.</summary>
    public const string Quarter = "date_bin('15 minutes', started_at, '2000-01-01T00:00:00Z'::timestamptz)";

    /// <summary>The stretches of time that calls are kept for, oldest first.</summary>
    public static async Task<IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)>> StretchesAsync(
        NpgsqlConnection connection, DateTimeOffset from, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT greatest(from_at, $1), to_at FROM telemetry_partitions
            WHERE table_name = 'calls' AND dropped_at IS NULL AND to_at > $1 ORDER BY 1
            """,
            connection)
        { Parameters = { new() { Value = from.ToUniversalTime() } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var stretches = new List<(DateTimeOffset, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            stretches.Add((reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return stretches;
    }

    /// <summary>How many calls of the series there are since an instant.</summary>
    public static async Task<long> CountAsync(
        NpgsqlConnection connection, ProjectId project, int[] series, DateTimeOffset from, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM calls WHERE project_id = $1 AND series_id = ANY ($2) AND started_at >= $3",
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value }, new() { Value = series }, new() { Value = from.ToUniversalTime() },
            },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The cells of a stretch that have calls, in a job's order, with their numbers of calls.</summary>
    public static async Task<IReadOnlyList<(CellKey Cell, long Calls)>> ReadAsync(
        NpgsqlConnection connection, ProjectId project, int[] series, (DateTimeOffset From, DateTimeOffset To) stretch,
        CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {Quarter}, series_id, count(*) FROM calls
            WHERE project_id = $1 AND series_id = ANY ($2) AND started_at >= $3 AND started_at < $4
            GROUP BY 1, 2 ORDER BY 1, 2
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value }, new() { Value = series },
                new() { Value = stretch.From, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = stretch.To, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var cells = new List<(CellKey, long)>();
        while (await reader.ReadAsync(ct))
        {
            cells.Add((
                new CellKey(project, reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1)), reader.GetInt64(2)));
        }

        return cells;
    }

    /// <summary>Puts neighbouring cells together; a cell is never split, however large it is.</summary>
    public static IEnumerable<IReadOnlyList<CellKey>> Pack(
        IEnumerable<(CellKey Cell, long Calls)> cells, int callsPerPack)
    {
        var pack = new List<CellKey>();
        var calls = 0L;
        foreach (var (cell, count) in cells)
        {
            if (pack.Count > 0 && calls + count > callsPerPack)
            {
                yield return pack;
                (pack, calls) = ([], 0);
            }

            pack.Add(cell);
            calls += count;
        }

        if (pack.Count > 0)
        {
            yield return pack;
        }
    }
}

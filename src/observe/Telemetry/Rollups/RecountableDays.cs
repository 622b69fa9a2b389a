using Dashboard.Events;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>
/// The UTC days whose calls are all still there. A day of which retention has dropped calls keeps their sums; calls
/// that come late for it are not all that it had.
/// </summary>
public sealed class RecountableDays
{
    private readonly IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> _dropped;

    /// <summary>A condition: whether retention has dropped calls of the UTC day of a column's moment.</summary>
    public static string IsLost(string column) =>
        $"""
        EXISTS (SELECT FROM telemetry_partitions lost WHERE lost.table_name = 'calls' AND lost.dropped_at IS NOT NULL
          AND lost.to_at > date_trunc('day', {column}, 'UTC')
          AND lost.from_at < date_trunc('day', {column}, 'UTC') + interval '1 day')
        """;

    private RecountableDays(IReadOnlyList<(DateTimeOffset, DateTimeOffset)> dropped) => _dropped = dropped;

    public static async Task<RecountableDays> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT from_at, to_at FROM telemetry_partitions WHERE table_name = 'calls' AND dropped_at IS NOT NULL",
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var dropped = new List<(DateTimeOffset, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            dropped.Add((reader.GetFieldValue<DateTimeOffset>(0), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return new RecountableDays(dropped);
    }

    /// <summary>Whether no call of a UTC day has been dropped.</summary>
    public bool IsWhole(DateTimeOffset day) => !_dropped.Any(range => range.From < day.AddDays(1) && day < range.To);

    /// <summary>The first such day from <paramref name="from"/> on that has calls or sums, if any.</summary>
    public async Task<DateTimeOffset?> NextAsync(
        NpgsqlConnection connection, ProjectId project, DateTimeOffset from, CancellationToken ct)
    {
        while (await FirstAsync(connection, project, from, ct) is { } first)
        {
            var day = CellKey.UtcDay(first);
            if (IsWhole(day))
            {
                return day;
            }

            from = day.AddDays(1);
        }

        return null;
    }

    private static async Task<DateTimeOffset?> FirstAsync(
        NpgsqlConnection connection, ProjectId project, DateTimeOffset from, CancellationToken ct)
    {
        // Each look-up is one step in an index that begins with the project.
        await using var command = new NpgsqlCommand(
            """
            SELECT least(
              (SELECT min(started_at) FROM calls WHERE project_id = $1 AND started_at >= $2),
              (SELECT min(bucket) FROM rollup_quarter WHERE project_id = $1 AND bucket >= $2),
              (SELECT min(bucket) FROM rollup_day WHERE project_id = $1 AND bucket >= $2))
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = from, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        };
        return await command.ExecuteScalarAsync(ct) is DateTime first ? new DateTimeOffset(first) : null;
    }
}

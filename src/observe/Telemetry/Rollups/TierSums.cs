using Dashboard.Events;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Sums up the cells of a tier to the buckets of a coarser one, or to its own.</summary>
internal static class TierSums
{
    /// <summary>One series of a project from the start of a cell to <paramref name="to"/>.</summary>
    public static Task<Dictionary<CellKey, RollupCell>> ReadAsync(
        NpgsqlConnection connection, TierTable source, TierTable target, CellKey from, DateTimeOffset to,
        CancellationToken ct) =>
        ReadAsync(connection, source, target, from.Project, from.SeriesId, from.Start, to, ct);

    /// <summary>Every series of a project in [from, to).</summary>
    public static Task<Dictionary<CellKey, RollupCell>> ReadAsync(
        NpgsqlConnection connection, TierTable source, TierTable target, ProjectId project, DateTimeOffset from,
        DateTimeOffset to, CancellationToken ct) =>
        ReadAsync(connection, source, target, project, null, from, to, ct);

    private static async Task<Dictionary<CellKey, RollupCell>> ReadAsync(
        NpgsqlConnection connection, TierTable source, TierTable target, ProjectId project, int? series,
        DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT project_id, bucket, series_id, {RollupColumns.Cell} FROM {source.Rows}project_id = $1 AND bucket >= $2 AND bucket < $3 AND ($4 IS NULL OR series_id = $4)
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = project.Value },
                new() { Value = from, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = to, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = (object?)series ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var sums = new Dictionary<CellKey, RollupCell>();
        while (await reader.ReadAsync(ct))
        {
            var key = TierTable.ReadKey(reader);
            RollupColumns.MergeInto(sums.At(key with { Start = target.BucketOf(key.Start) }), reader, 3);
        }

        return sums;
    }
}

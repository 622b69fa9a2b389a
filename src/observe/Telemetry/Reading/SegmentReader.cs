using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Reading;

/// <summary>
/// Reads one stretch of time from its source, in the order of time. A tier and its deltas are read in one statement, so in
/// one snapshot.
/// </summary>
internal static class SegmentReader
{
    // Every bucket of every zone begins on a whole minute, so the calls of one are summed where they are.
    private const string Minute = "date_bin('1 minute', started_at, '2000-01-01T00:00:00Z'::timestamptz)";

    public static async Task ReadAsync(
        NpgsqlConnection connection, MetricsSegment segment, MetricsQuery query, TierTable? zone, int[] series,
        MetricsGroups groups, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(SqlOf(segment.Source, SegmentPlan.ConcernsUsers(query), zone), connection)
        {
            Parameters =
            {
                new() { Value = query.Project.Value },
                new() { Value = segment.From, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = segment.To, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = series },
            },
        };
        if (segment.Source is MetricsSource.Calls or MetricsSource.UserDay)
        {
            command.Parameters.Add(new()
            {
                Value = (object?)query.Where.GetValueOrDefault(Dimension.User) ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Text,
            });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            Add(reader, segment.Source, groups);
        }
    }

    private static void Add(NpgsqlDataReader row, MetricsSource source, MetricsGroups groups)
    {
        var (at, series) = (row.GetFieldValue<DateTimeOffset>(0), row.GetInt32(1));
        var cell = groups.CellOf(series, row.TextOrNull(2), at);
        switch (source)
        {
            case MetricsSource.Calls:
                cell.Latency.Add(row.GetFieldValue<long[]>(3));
                cell.TimeToFirstToken.Add(row.IsDBNull(4) ? [] : row.GetFieldValue<long[]>(4));
                cell.Add(RollupColumns.ReadCounters(row, 5));
                break;
            case MetricsSource.UserDay:
                cell.Add(RollupColumns.ReadCounters(row, 3));
                break;
            default:
                RollupColumns.MergeInto(cell, row, 3);
                break;
        }
    }

    private static string SqlOf(MetricsSource source, bool concernsUsers, TierTable? zone)
    {
        var user = concernsUsers ? "user_id" : "NULL::text";
        const string range = "project_id = $1 AND bucket >= $2 AND bucket < $3 AND series_id = ANY ($4)";
        return source switch
        {
            MetricsSource.Calls =>
                $"""
                SELECT {Minute}, series_id, {user}, array_agg(duration_us),
                  array_agg(ttft_us) FILTER (WHERE ttft_us IS NOT NULL), {CallCounterRow.Sums}
                FROM calls
                WHERE project_id = $1 AND started_at >= $2 AND started_at < $3 AND series_id = ANY ($4)
                  AND counted AND ($5 IS NULL OR user_id = $5)
                GROUP BY 1, 2, 3 ORDER BY 1
                """,
            MetricsSource.UserDay =>
                $"""
                SELECT bucket, series_id, nullif(user_id, ''), {RollupColumns.Counters} FROM rollup_user_day
                WHERE {range} AND ($5 IS NULL OR user_id = $5)
                UNION ALL
                SELECT bucket, series_id, nullif(user_id, ''), {RollupColumns.Counters} FROM rollup_user_delta
                WHERE {range} AND ($5 IS NULL OR user_id = $5)
                ORDER BY 1
                """,

            // Ordered each by its index, they are merged as they come; a day of minutes is too much to sort in memory.
            _ =>
                $"""
                (SELECT bucket, series_id, NULL::text, {RollupColumns.Cell} FROM {TierOf(source, zone).Rows}{range}
                 ORDER BY bucket)
                UNION ALL
                (SELECT bucket, series_id, NULL::text, {RollupColumns.Cell} FROM rollup_delta WHERE {range}
                 ORDER BY bucket)
                ORDER BY bucket
                """,
        };
    }

    private static TierTable TierOf(MetricsSource source, TierTable? zone) => source switch
    {
        MetricsSource.Minute => TierTable.Minute,
        MetricsSource.Quarter => TierTable.Quarter,
        MetricsSource.ZoneDay => zone!,
        _ => TierTable.Day,
    };
}

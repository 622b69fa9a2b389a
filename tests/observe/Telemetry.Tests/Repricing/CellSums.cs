using Dashboard.Postgres;
using Xunit;

namespace Dashboard.Telemetry.Tests.Repricing;

/// <summary>What a reader sees at one moment: the cost of each cell by every way of counting.</summary>
internal static class CellSums
{
    private const string Columns = "sum(cost_nano)::bigint, sum(priced)::bigint, sum(unpriced)::bigint";

    private const string OfCalls =
        """
        (SELECT date_bin('15 minutes', started_at, '2000-01-01Z') AS cell, series_id, coalesce(user_id, '') AS user_id,
           coalesce(cost_nano, 0) AS cost_nano, (cost_status = 0)::int AS priced,
           (cost_status IN (1, 2))::int AS unpriced
         FROM calls WHERE counted)
        """;

    /// <summary>Cost of each cell by its calls: (quarter, series) to nanodollars.</summary>
    public static async Task<Dictionary<(DateTime, int), long>> CostsAsync(TelemetryDb db, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            $"SELECT cell, series_id, sum(cost_nano)::bigint FROM {OfCalls} c GROUP BY 1, 2");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var costs = new Dictionary<(DateTime, int), long>();
        while (await reader.ReadAsync(ct))
        {
            costs.Add((reader.GetDateTime(0), reader.GetInt32(1)), reader.GetInt64(2));
        }

        return costs;
    }

    /// <summary>Fails where a tier with its deltas says something else than the calls, read in one snapshot.</summary>
    public static async Task AssertTieAsync(TelemetryDb db, CancellationToken ct)
    {
        foreach (var tier in (string[])["rollup_minute", "rollup_quarter", "rollup_day"])
        {
            var bucket = tier == "rollup_day"
                ? "date_trunc('day', {0}, 'UTC')"
                : "date_bin('15 minutes', {0}, '2000-01-01Z')";
            await AssertSameAsync(
                db,
                $"""
                SELECT {bucket.Replace("{0}", "cell")} AS cell, series_id, '' AS user_id, cost_nano, priced, unpriced
                FROM {OfCalls} c
                """,
                $"""
                SELECT {bucket.Replace("{0}", "bucket")} AS cell, series_id, '' AS user_id, cost_nano,
                  priced_calls AS priced, unpriced_calls AS unpriced
                FROM (SELECT bucket, series_id, cost_nano, priced_calls, unpriced_calls FROM {tier}
                      UNION ALL
                      SELECT bucket, series_id, cost_nano, priced_calls, unpriced_calls FROM rollup_delta) r
                """,
                tier,
                ct);
        }

        await AssertSameAsync(
            db,
            $"""
            SELECT date_trunc('day', cell, 'UTC') AS cell, series_id, user_id, cost_nano, priced, unpriced
            FROM {OfCalls} c
            """,
            """
            SELECT bucket AS cell, series_id, user_id, cost_nano, priced_calls AS priced, unpriced_calls AS unpriced
            FROM (SELECT bucket, series_id, user_id, cost_nano, priced_calls, unpriced_calls FROM rollup_user_day
                  UNION ALL
                  SELECT bucket, series_id, user_id, cost_nano, priced_calls, unpriced_calls FROM rollup_user_delta) r
            """,
            "users",
            ct);
    }

    private static async Task AssertSameAsync(
        TelemetryDb db, string calls, string rollup, string name, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            $"""
            WITH a AS (SELECT cell, series_id, user_id, {Columns} FROM ({calls}) x GROUP BY 1, 2, 3),
              b AS (SELECT cell, series_id, user_id, {Columns} FROM ({rollup}) x GROUP BY 1, 2, 3)
            SELECT string_agg(d::text, '; ') FROM ((TABLE a EXCEPT TABLE b) UNION ALL (TABLE b EXCEPT TABLE a)) d
            """);
        var difference = await command.ExecuteScalarAsync(ct);
        Assert.True(difference is DBNull or null, $"{name} and calls differ: {difference}");
    }
}

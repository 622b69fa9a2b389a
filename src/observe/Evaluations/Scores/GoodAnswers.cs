using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// An answer is good when somebody voted for it, nobody against it, and it was not flagged as hallucinated; it is rated
/// when somebody voted or it was flagged. Of calls that are no longer kept, the counts are.
/// </summary>
internal sealed class GoodAnswers(TelemetryDb db) : IGoodAnswers
{
    /// <summary>A condition on the counts of a call.</summary>
    public const string IsGood = "up > 0 AND down = 0 AND flagged = 0";

    /// <inheritdoc cref="IsGood"/>
    public const string IsJudged = "rated > 0 OR flagged > 0";

    public async Task<IReadOnlyList<GoodAnswerCount>> ReadAsync(GoodAnswerQuery query, CancellationToken ct)
    {
        // By quarters of an hour, on which the days of every zone begin.
        await using var command = db.Source.CreateCommand(
            $"""
            SELECT s.route, s.version, c.quarter, sum(c.good)::bigint, sum(c.judged)::bigint
            FROM (
              SELECT series_id, date_bin('15 minutes', started_at, 'epoch') AS quarter,
                count(*) FILTER (WHERE {IsGood}) AS good, count(*) AS judged
              FROM call_scores WHERE project_id = $1 AND started_at >= $2 AND started_at < $3 AND ({IsJudged})
              GROUP BY 1, 2
              UNION ALL
              SELECT series_id, bucket, good, judged FROM score_past
              WHERE project_id = $1 AND bucket >= $2 AND bucket < $3 AND judged > 0) AS c
            JOIN series s ON s.series_id = c.series_id
            WHERE ($4 IS NULL OR s.route = $4)
              AND CASE WHEN $5 IS NULL THEN s.environment IS DISTINCT FROM 'demo' ELSE s.environment = $5 END
            GROUP BY 1, 2, 3
            """);
        command.Parameters.Add(new() { Value = query.Project.Value });
        command.Parameters.Add(new() { Value = query.From, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = query.To, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(Text(query.Route));
        command.Parameters.Add(Text(query.Environment));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var quarters = new List<GoodAnswerCount>();
        while (await reader.ReadAsync(ct))
        {
            var local = TimeZoneInfo.ConvertTime(reader.GetFieldValue<DateTimeOffset>(2), query.Zone);
            quarters.Add(new GoodAnswerCount(
                reader.GetString(0), reader.TextOrNull(1), DateOnly.FromDateTime(local.DateTime),
                reader.GetInt64(3), reader.GetInt64(4)));
        }

        return
        [
            .. quarters.GroupBy(count => (count.Route, count.Version, count.Day)).Select(day => new GoodAnswerCount(
                day.Key.Route, day.Key.Version, day.Key.Day, day.Sum(count => count.Good), day.Sum(count => count.Rated))),
        ];
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

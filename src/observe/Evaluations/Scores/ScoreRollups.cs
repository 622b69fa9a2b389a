using System.Runtime.CompilerServices;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Reading;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Scores;

/// <summary>Reads the sums of scores. Of calls that are no longer kept, there is one cell for a quarter of an hour and user.</summary>
internal sealed class ScoreRollups(TelemetryDb db) : IScoreRollups
{
    public async IAsyncEnumerable<ScoreCell> ReadAsync(
        ProjectId project, ScoreGrain grain, DateTimeOffset from, DateTimeOffset to, int[] series,
        [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(grain == ScoreGrain.Call
            ? $"""
              SELECT started_at, series_id, user_id, {CountColumns.Names} FROM call_scores
              WHERE project_id = $1 AND started_at >= $2 AND started_at < $3 AND series_id = ANY ($4)
              UNION ALL
              SELECT bucket, series_id, user_id, {CountColumns.Names} FROM score_past
              WHERE project_id = $1 AND bucket >= $2 AND bucket < $3 AND series_id = ANY ($4)
              """
            : $"""
              SELECT bucket, series_id, NULL::text, {CountColumns.Names} FROM score_rollup
              WHERE project_id = $1 AND bucket >= $2 AND bucket < $3 AND series_id = ANY ($4) AND tier = $5
              """);
        command.Parameters.Add(new() { Value = project.Value });
        command.Parameters.Add(new() { Value = from, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = to, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = series });
        if (grain != ScoreGrain.Call)
        {
            command.Parameters.Add(new() { Value = (short)grain });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var counts = CountColumns.Read(reader, 3);
            if (counts != default)
            {
                yield return new ScoreCell(
                    reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1),
                    reader.TextOrNull(2), counts);
            }
        }
    }
}

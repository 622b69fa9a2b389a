using Dashboard.Postgres;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Keeps the tables bounded: ids of feedback that nobody repeats any more, and scores by the id of an answer whose call
/// never came, which no page can show.
/// </summary>
internal sealed class ScoreForgetting(TelemetryDb db, TimeProvider time)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            WITH ids AS (DELETE FROM feedback_ids WHERE received_at < $1),
            replaced AS (
              DELETE FROM set_aside f WHERE f.kind = 'score'
                AND NOT EXISTS (SELECT FROM scores s WHERE s.project_id = f.project_id AND s.revision::text = f.record))
            DELETE FROM scores WHERE received_at < $1 AND call_trace_id IS NULL AND trace_id IS NULL
              AND target NOT LIKE 'session:%'
            """);
        command.Parameters.Add(new() { Value = (time.GetUtcNow() - ScoreJoiner.Patience).UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
    }
}

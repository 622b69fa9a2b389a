using Dashboard.Postgres;

namespace Dashboard.Evaluations.Scores;

/// <summary>How much room votes and scores take: single ones, which go with their calls, and their sums, which stay.</summary>
public sealed class ScoreStorage(TelemetryDb db)
{
    /// <summary>Bytes on disk, indexes included.</summary>
    public async Task<long> BytesAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT sum(pg_total_relation_size(name::regclass))::bigint
            FROM unnest(ARRAY['scores', 'call_scores', 'score_rollup', 'score_past']) AS name
            """);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

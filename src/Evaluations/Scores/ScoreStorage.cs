using Dashboard.Postgres;

namespace Dashboard.Evaluations.Scores;

/// <summary>How much room votes and scores take. No retention drops them: they are small, and rates are made of them.</summary>
public sealed class ScoreStorage(TelemetryDb db)
{
    /// <summary>Bytes on disk, indexes included.</summary>
    public async Task<long> BytesAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT sum(pg_total_relation_size(name::regclass))::bigint
            FROM unnest(ARRAY['scores', 'call_scores', 'score_rollup']) AS name
            """);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

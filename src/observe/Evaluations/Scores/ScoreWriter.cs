using Dashboard.Evaluations.Erasure;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>Stores scores with what they change in the rates, in one transaction: after it, they are on every screen.</summary>
internal sealed class ScoreWriter(TelemetryDb db, TimeProvider time, JoinSignal signal)
{
    /// <summary>Stores scores; an older one than what is stored changes nothing. Returns how many count for a call now.</summary>
    public async Task<int> WriteAsync(IReadOnlyCollection<Score> scores, CancellationToken ct)
    {
        if (scores.Count == 0)
        {
            return 0;
        }

        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var joined = await PutAsync(connection, scores, ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return joined;
    }

    /// <summary>The same for one score with an id of its sender's: null when that id was seen before.</summary>
    public async Task<bool?> WriteOnceAsync(Score score, string id, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var note = new NpgsqlCommand(
            "INSERT INTO feedback_ids (project_id, id, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", connection)
        {
            Parameters =
            {
                new() { Value = score.Project.Value },
                new() { Value = id },
                new() { Value = time.GetUtcNow().UtcDateTime },
            },
        })
        {
            if (await note.ExecuteNonQueryAsync(ct) == 0)
            {
                return null;
            }
        }

        var joined = await PutAsync(connection, [score], ct);
        await transaction.CommitAsync(ct);
        signal.Set();
        return joined > 0;
    }

    private async Task<int> PutAsync(NpgsqlConnection connection, IReadOnlyCollection<Score> scores, CancellationToken ct)
    {
        scores = await ErasedScores.StripAsync(connection, scores, ct);
        var put = await ScoreTable.PutAsync(connection, scores, time.GetUtcNow(), ct);
        return await Joining.RunAsync(connection, put, ct);
    }
}

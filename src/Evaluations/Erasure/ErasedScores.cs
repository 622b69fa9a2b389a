using Dashboard.Evaluations.Scores;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Erasure;

/// <summary>
/// Keeps words and names out of scores of erased traces that come late or again. A person goes on under the pseudonym that
/// the erasure gave, so that a repeated vote is still one vote; who was left with their name keeps it.
/// </summary>
internal static class ErasedScores
{
    /// <summary>Must run in the transaction that puts the scores.</summary>
    public static async Task<IReadOnlyCollection<Score>> StripAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Score> scores, CancellationToken ct)
    {
        // Either an erasure that runs sees these scores, or they see what it erased.
        await using (var hold = new NpgsqlCommand("LOCK TABLE scores IN ROW EXCLUSIVE MODE", connection))
        {
            await hold.ExecuteNonQueryAsync(ct);
        }

        var traces = scores.Select(score => (score.Project, Trace: TraceOf(score)))
            .Where(pair => pair.Trace is not null)
            .Select(pair => (pair.Project, pair.Trace!.Value));
        if (await ErasureMemory.ReadAsync(connection, traces, ct) is not { } memory)
        {
            return scores;
        }

        bool IsErased(Score score) => TraceOf(score) is { } trace && memory.Holds(score.Project, trace);
        var named = scores.Where(score => IsErased(score) && IsNamed(score)).ToList();
        var kept = await KeptAsync(connection, named, ct);
        return
        [
            .. scores.Select(score => !IsErased(score)
                ? score
                : score with
                {
                    Comment = null,
                    Annotator = IsNamed(score) && !kept.Contains(score.Key)
                        ? memory.Pseudonym(score.Project, score.Annotator)
                        : score.Annotator,
                }),
        ];
    }

    private static bool IsNamed(Score score) => score.Kind == AnnotatorKind.Human && score.Annotator.Length > 0;

    private static TraceId? TraceOf(Score score) => score.Target switch
    {
        ScoreTarget.Span(var trace, _) => trace,
        ScoreTarget.WholeTrace(var trace) => trace,
        _ => null,
    };

    private static async Task<HashSet<(int, string, string, string)>> KeptAsync(
        NpgsqlConnection connection, List<Score> scores, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT project_id, target, annotator, name
            FROM scores JOIN unnest($1, $2, $3, $4) AS k(project_id, target, annotator, name)
              USING (project_id, target, annotator, name)
            """,
            connection);
        command.Parameters.AddArray(NpgsqlDbType.Integer, scores.Select(score => score.Key.Project));
        command.Parameters.AddArray(NpgsqlDbType.Text, scores.Select(score => score.Key.Target));
        command.Parameters.AddArray(NpgsqlDbType.Text, scores.Select(score => score.Key.Annotator));
        command.Parameters.AddArray(NpgsqlDbType.Text, scores.Select(score => score.Key.Name));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var kept = new HashSet<(int, string, string, string)>();
        while (await reader.ReadAsync(ct))
        {
            kept.Add((reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return kept;
    }
}

using Dashboard.Evaluations.Scores;
using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Erasure;

/// <summary>
/// Keeps words and names out of scores of what is erased that come late or again, by whichever id they name it: a trace, an
/// answer, a conversation, or the erased person who judges. A person goes on under the pseudonym that the erasure gave, so
/// that a repeated vote is still one vote; who was left with their name keeps it. A score does not say whether it was given
/// before the erasure, so a person who comes back votes without words.
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

        if (await ErasureMemory.ReadAsync(connection, scores.SelectMany(Named), ct) is not { } memory
            || !scores.Any(score => IsErased(memory, score)))
        {
            return scores;
        }

        var erased = scores.Where(score => IsErased(memory, score)).ToList();
        var targets = await TargetsAsync(connection, memory, erased, ct);
        var kept = await KeptAsync(connection, erased.Where(IsNamed).Select(score => (score, targets[score])), ct);
        return
        [
            .. scores.Where(score => !targets.ContainsKey(score)),
            .. erased.Select(score => score with
            {
                Comment = null,
                Target = targets[score],
                Annotator = IsByErased(memory, score) || (IsNamed(score) && !kept.Contains(score))
                    ? memory.Pseudonym(score.Project, score.Annotator)
                    : score.Annotator,
            }),
        ];
    }

    /// <summary>Everything by which a score may be known as erased.</summary>
    private static IEnumerable<(ProjectId, ErasureTarget)> Named(Score score)
    {
        var named = new List<ErasureTarget>(score.Mentions);
        if (score.Annotator.Length > 0)
        {
            named.Add(new ErasureTarget.User(score.Annotator));
        }

        if (About(score.Target) is { } about)
        {
            named.Add(about);
        }

        return named.Select(target => (score.Project, target));
    }

    private static ErasureTarget? About(ScoreTarget target) => target switch
    {
        ScoreTarget.Span(var trace, _) => new ErasureTarget.Trace(trace),
        ScoreTarget.WholeTrace(var trace) => new ErasureTarget.Trace(trace),
        ScoreTarget.Response(var id) => new ErasureTarget.Answer(id),
        ScoreTarget.Request(var id) => new ErasureTarget.Answer(id),
        ScoreTarget.Session(var id) => new ErasureTarget.Session(id),
        _ => null,
    };

    private static bool IsErased(ErasureMemory memory, Score score) =>
        Named(score).Any(named => memory.Holds(named.Item1, named.Item2));

    /// <summary>Those who judge are mostly not whom the erasure was about: what they said elsewhere stays theirs.</summary>
    private static bool IsByErased(ErasureMemory memory, Score score) =>
        score.Annotator.Length > 0 && memory.Holds(score.Project, new ErasureTarget.User(score.Annotator));

    private static bool IsNamed(Score score) => score.Kind == AnnotatorKind.Human && score.Annotator.Length > 0;

    /// <summary>
    /// What the scores are about, without the ids that the erasure took: an answer's id leads to its anonymous call. Where
    /// another call has the same id and was not erased, the score is about that one.
    /// </summary>
    private static async Task<Dictionary<Score, ScoreTarget>> TargetsAsync(
        NpgsqlConnection connection, ErasureMemory memory, List<Score> erased, CancellationToken ct)
    {
        var byAnswer = erased.Where(score => score.Target is ScoreTarget.Response or ScoreTarget.Request).ToList();
        var living = await CallFinder.FindAsync(
            connection, byAnswer.ConvertAll(score => new WantedCall(score.Project, score.Target, score.GivenAt)), ct);
        var stay = byAnswer.Zip(living, (score, call) => (score, call))
            .Where(pair => pair.call is not null)
            .Select(pair => pair.score)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return erased.ToDictionary(
            score => score,
            score => stay.Contains(score) ? score.Target : Target(memory, score),
            (IEqualityComparer<Score>)ReferenceEqualityComparer.Instance);
    }

    private static ScoreTarget Target(ErasureMemory memory, Score score)
    {
        switch (score.Target)
        {
            case ScoreTarget.Response or ScoreTarget.Request:
                var id = score.Target is ScoreTarget.Response(var response) ? response : ((ScoreTarget.Request)score.Target).Id;
                if (memory.CallOf(score.Project, id) is var (trace, span))
                {
                    return new ScoreTarget.Span(trace, span);
                }

                return Within(memory, score) is { } within ? new ScoreTarget.WholeTrace(within) : score.Target;
            case ScoreTarget.Session(var session)
                when memory.Holds(score.Project, new ErasureTarget.Session(session)) || Within(memory, score) is not null:
                return new ScoreTarget.Session(memory.Pseudonym(score.Project, session));
            default:
                return score.Target;
        }
    }

    /// <summary>The erased trace whose record carried the score.</summary>
    private static TraceId? Within(ErasureMemory memory, Score score) => score.Mentions
        .OfType<ErasureTarget.Trace>()
        .Where(trace => memory.Holds(score.Project, trace))
        .Select(trace => (TraceId?)trace.Id)
        .FirstOrDefault();

    /// <summary>Those whose annotator has a score of that name in the same trace, left with the name.</summary>
    private static async Task<HashSet<Score>> KeptAsync(
        NpgsqlConnection connection, IEnumerable<(Score Score, ScoreTarget Target)> scores, CancellationToken ct)
    {
        var named = scores.Select(one => (one.Score, About: About(one.Target)))
            .Where(one => one.About is ErasureTarget.Trace)
            .Select(one => (one.Score, Trace: ((ErasureTarget.Trace)one.About!).Id))
            .ToList();
        await using var command = new NpgsqlCommand(
            """
            SELECT k.place FROM unnest($1, $2, $3, $4, $5) AS k(place, project_id, trace_id, annotator, name)
            WHERE EXISTS (SELECT FROM scores s WHERE s.project_id = k.project_id AND s.trace_id = k.trace_id
              AND s.annotator = k.annotator AND s.name = k.name)
            """,
            connection);
        command.Parameters.AddArray(NpgsqlDbType.Integer, Enumerable.Range(0, named.Count));
        command.Parameters.AddArray(NpgsqlDbType.Integer, named.Select(one => one.Score.Project.Value));
        command.Parameters.AddArray(NpgsqlDbType.Uuid, named.Select(one => one.Trace.ToGuid()));
        command.Parameters.AddArray(NpgsqlDbType.Text, named.Select(one => one.Score.Annotator));
        command.Parameters.AddArray(NpgsqlDbType.Text, named.Select(one => one.Score.Name));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var kept = new HashSet<Score>((IEqualityComparer<Score>)ReferenceEqualityComparer.Instance);
        while (await reader.ReadAsync(ct))
        {
            kept.Add(named[reader.GetInt32(0)].Score);
        }

        return kept;
    }
}

using Dashboard.Evaluations.Scores;
using Dashboard.Postgres;
using Dashboard.Telemetry.Erasure;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Evaluations.Erasure;

/// <summary>
/// Makes scores anonymous, those that still wait for their call too. Each annotator goes on under a pseudonym: two of them
/// must stay two, and one with several scores on a call must stay one, or votes would be counted differently. It is the
/// same one each time, so that a repeated vote is known again; a random one where it is taken already.
/// </summary>
internal static class ScoreErasure
{
    /// <summary>
    /// Scores of what is erased: by the trace that was named or joined, or by another id of the same calls. What spans said
    /// of a conversation goes with any trace of it, as it may be that trace's; what others said of it is not the trace's.
    /// </summary>
    private static readonly string s_ofScope =
        $"""
        (s.trace_id = ANY ($2) OR s.call_trace_id = ANY ($2) OR s.target = ANY ($3)
          OR (s.target = ANY ($5) AND s.source = {(int)ScoreSource.OpenInference}))
        """;

    public static async Task RunAsync(NpgsqlConnection connection, ErasureScope scope, CancellationToken ct)
    {
        // Writers lock several scores in an order of their own: none may be half through.
        await ExecuteAsync(connection, "LOCK TABLE scores IN SHARE ROW EXCLUSIVE MODE", null, ct);
        await ExecuteAsync(
            connection,
            $"""
            WITH theirs AS (
              SELECT project_id, target, annotator, name FROM scores s
              WHERE project_id = $1 AND annotator <> '' AND CASE WHEN $4::text IS NULL
                THEN kind = {(int)AnnotatorKind.Human} AND annotator NOT LIKE 'erased:%' AND {s_ofScope}
                ELSE annotator = $4 END),
            names AS (
              SELECT annotator, {ErasureMemory.PseudonymSql("$1", "annotator")} AS pseudonym
              FROM (SELECT DISTINCT annotator FROM theirs) AS each)
            UPDATE scores s SET comment = NULL, annotator = CASE
              WHEN EXISTS (SELECT FROM scores o WHERE o.project_id = s.project_id AND o.target = s.target
                AND o.annotator = names.pseudonym AND o.name = s.name)
              THEN 'erased:' || gen_random_uuid() ELSE names.pseudonym END
            FROM theirs JOIN names USING (annotator)
            WHERE s.project_id = theirs.project_id AND s.target = theirs.target AND s.annotator = theirs.annotator
              AND s.name = theirs.name
            """,
            scope,
            ct);

        // The calls lose these ids as well; a score that found its call goes on under the ids of its span.
        await ExecuteAsync(
            connection,
            $"""
            UPDATE scores s SET comment = NULL,
              target = CASE WHEN trace_id IS NULL AND target NOT LIKE 'erased:%'
                THEN 'erased:' || gen_random_uuid() ELSE target END,
              response_id = NULL, request_id = NULL, trace_id = coalesce(trace_id, call_trace_id),
              span_id = CASE WHEN trace_id IS NULL THEN call_span_id ELSE span_id END
            WHERE project_id = $1 AND {s_ofScope}
            """,
            scope,
            ct);
        await ExecuteAsync(
            connection,
            """
            UPDATE call_scores SET user_id = NULL WHERE project_id = $1 AND user_id IS NOT NULL
              AND CASE WHEN $4::text IS NULL THEN trace_id = ANY ($2) ELSE user_id = $4 END
            """,
            scope,
            ct);
        if (scope.User is not null)
        {
            await ExecuteAsync(
                connection,
                "UPDATE score_past SET user_id = NULL WHERE project_id = $1 AND user_id = $4",
                scope,
                ct);
        }
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, ErasureScope? scope, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (scope is not null)
        {
            command.Parameters.Add(new() { Value = scope.Project.Value });
            command.Parameters.AddArray(NpgsqlDbType.Uuid, scope.Traces.Select(trace => trace.ToGuid()));
            command.Parameters.AddArray(NpgsqlDbType.Text, Targets(scope).Select(target => target.Key));
            command.Parameters.Add(new()
            {
                Value = (object?)scope.User ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Text,
            });
            command.Parameters.AddArray(
                NpgsqlDbType.Text, scope.TraceSessions.Select(session => new ScoreTarget.Session(session).Key));
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private static IEnumerable<ScoreTarget> Targets(ErasureScope scope) => scope.AnswerIds
        .SelectMany(id => (ScoreTarget[])[new ScoreTarget.Response(id), new ScoreTarget.Request(id)])
        .Concat(scope.Sessions.Select(id => new ScoreTarget.Session(id)));
}

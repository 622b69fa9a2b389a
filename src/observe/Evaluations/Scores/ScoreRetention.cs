using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Lets scores go with their calls: when retention has dropped a call, its scores are deleted, and what they added to the
/// rates stays as sums. Scores that never found a call go when they are older than calls are kept. A score that comes
/// after its call was dropped is taken, as one of a call that is not known, and counts nowhere: the rates of that day are
/// final, also where it would have replaced a vote that is in them.
/// </summary>
/// <remarks>
/// It asks each time what is left of dropped calls, so that a run that was cut off is gone on with by the next one. It
/// works in pieces and passes over rows that somebody else holds instead of waiting for them: several consoles may run it
/// at once, and writers of scores never wait for each other through it.
/// </remarks>
internal sealed class ScoreRetention(TelemetryDb db, TimeProvider time)
{
    private const int Piece = 2_000;

    private const string Dropped =
        """
        (SELECT DISTINCT from_at, to_at FROM telemetry_partitions
         WHERE table_name = 'calls' AND dropped_at IS NOT NULL) AS day
        """;

    /// <summary>A call's counts and its scores go in one step: counted again without its scores, it would lower the sums.</summary>
    private static readonly string s_counted =
        $"""
        WITH gone AS MATERIALIZED (
          SELECT c.project_id, c.started_at, c.trace_id, c.span_id
          FROM {Dropped} JOIN call_scores c ON c.started_at >= day.from_at AND c.started_at < day.to_at
          WHERE {IsGone("c.project_id", "c.")} LIMIT $1 FOR UPDATE OF c SKIP LOCKED),
        counts AS (
          DELETE FROM call_scores c USING gone WHERE c.project_id = gone.project_id AND c.started_at = gone.started_at
            AND c.trace_id = gone.trace_id AND c.span_id = gone.span_id
          RETURNING c.*),
        votes AS (
          DELETE FROM scores WHERE ctid = ANY (ARRAY(
            SELECT s.ctid FROM scores s JOIN gone ON s.project_id = gone.project_id AND s.call_trace_id = gone.trace_id
              AND s.call_span_id = gone.span_id AND s.call_started_at = gone.started_at
            FOR UPDATE OF s SKIP LOCKED))),
        past AS (
          INSERT INTO score_past (project_id, bucket, series_id, user_id, {CountColumns.Names}, good, judged)
          SELECT project_id, date_bin('15 minutes', started_at, 'epoch'), series_id, user_id, {CountColumns.Sums},
            count(*) FILTER (WHERE {GoodAnswers.IsGood}), count(*) FILTER (WHERE {GoodAnswers.IsJudged})
          FROM counts WHERE rated + evaluated + abstained + unparsable > 0 GROUP BY 1, 2, 3, 4)
        SELECT count(*)::int FROM gone
        """;

    /// <summary>Scores that somebody held while their call's counts went.</summary>
    private static readonly string s_left =
        $"""
        WITH gone AS (
          DELETE FROM scores WHERE ctid = ANY (ARRAY(
            SELECT s.ctid FROM {Dropped} JOIN scores s ON s.call_started_at >= day.from_at AND s.call_started_at < day.to_at
            WHERE {IsGone("s.project_id", "s.call_")} AND NOT EXISTS (
              SELECT FROM call_scores c WHERE c.project_id = s.project_id AND c.started_at = s.call_started_at
                AND c.trace_id = s.call_trace_id AND c.span_id = s.call_span_id)
            LIMIT $1 FOR UPDATE OF s SKIP LOCKED))
          RETURNING 1)
        SELECT count(*)::int FROM gone
        """;

    private const string NeverJoined =
        """
        WITH gone AS (
          DELETE FROM scores WHERE ctid = ANY (ARRAY(
            SELECT s.ctid FROM scores s WHERE s.received_at < $2 AND s.given_at < $2 AND s.call_trace_id IS NULL
            LIMIT $1 FOR UPDATE OF s SKIP LOCKED))
          RETURNING 1)
        SELECT count(*)::int FROM gone
        """;

    /// <param name="keep">How long calls are kept.</param>
    /// <param name="ct">Ends it after the piece in hand.</param>
    /// <param name="piece">How many calls or scores go in one transaction.</param>
    public async Task RunAsync(TimeSpan keep, CancellationToken ct, int piece = Piece)
    {
        await EachAsync(s_counted, piece, null, ct);
        await EachAsync(s_left, piece, null, ct);
        await EachAsync(NeverJoined, piece, (time.GetUtcNow() - keep).UtcDateTime, ct);
    }

    /// <summary>Whether a row's call is no longer stored; late ones may have come for a day that was dropped.</summary>
    private static string IsGone(string project, string call) =>
        $"""
        NOT EXISTS (SELECT FROM calls k WHERE k.project_id = {project} AND k.started_at = {call}started_at
          AND k.trace_id = {call}trace_id AND k.span_id = {call}span_id)
        """;

    private async Task EachAsync(string sql, int piece, DateTime? before, CancellationToken ct)
    {
        int gone;
        do
        {
            await using var command = db.Source.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter { Value = piece });
            if (before is { } moment)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = moment });
            }

            gone = (int)(await command.ExecuteScalarAsync(ct))!;
        }
        while (gone == piece);
    }
}

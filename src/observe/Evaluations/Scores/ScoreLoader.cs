using Dashboard.Evaluations.Erasure;
using Dashboard.Events;
using Dashboard.Ingest.Bulk;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Puts many scores of the past in, whose calls are stored already, and takes them out again with their calls.
/// </summary>
public sealed class ScoreLoader
{
    private readonly TelemetryDb _db;

    internal ScoreLoader(TelemetryDb db) => _db = db;

    /// <summary>
    /// Stores scores with what they add to the rates. They count as received when they were given, so that nothing
    /// looks for calls of theirs that may still come.
    /// </summary>
    public async Task LoadAsync(IReadOnlyCollection<Score> scores, CancellationToken ct)
    {
        if (scores.Count == 0)
        {
            return;
        }

        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        scores = await ErasedScores.StripAsync(connection, scores, ct);
        var put = await ScoreTable.PutAsync(connection, scores, scores.Max(score => score.GivenAt), ct);
        await Joining.RunAsync(connection, put, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Removes the scores on calls of some routes of one environment, and their rates; before the calls.</summary>
    public async Task RemoveAsync(
        ProjectId project, string environment, IReadOnlyCollection<string> routes, CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var series = await CallRemoval.SeriesAsync(connection, project, environment, routes, ct);
        await using var command = new NpgsqlCommand(
            """
            WITH gone AS (
              DELETE FROM call_scores WHERE project_id = $1 AND series_id = ANY ($2)
              RETURNING project_id, started_at, trace_id, span_id),
            rates AS (DELETE FROM score_rollup WHERE project_id = $1 AND series_id = ANY ($2)),
            past AS (DELETE FROM score_past WHERE project_id = $1 AND series_id = ANY ($2))
            DELETE FROM scores s USING gone g
            WHERE s.project_id = g.project_id AND s.call_started_at = g.started_at AND s.call_trace_id = g.trace_id
              AND s.call_span_id = g.span_id
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = project.Value }, new() { Value = series } },
        };
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

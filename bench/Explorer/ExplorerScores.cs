using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Bench.Explorer;

/// <summary>
/// Votes and judgements on the loaded calls: one call in twenty has a vote, one in fifty a judgement and a score between 0
/// and 1. Without the counters of the charts, which the explorer does not read.
/// </summary>
internal sealed class ExplorerScores(TelemetryDb db)
{
    private const string Scored = "(c.span_id % 20 = 0 OR c.span_id % 50 = 7)";

    public async Task AddAsync(CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(
            connection,
            $"""
            INSERT INTO call_scores (project_id, started_at, trace_id, span_id, series_id, up, down, rated, evaluated, flagged)
            SELECT project_id, started_at, trace_id, span_id, series_id, (voted AND NOT is_bad)::int, (voted AND is_bad)::int,
              voted::int, (NOT voted)::int, (NOT voted AND is_bad)::int
            FROM (SELECT c.*, c.span_id % 20 = 0 AS voted, c.span_id % 9 = 0 AS is_bad FROM calls c WHERE {Scored}) c
            """,
            ct);
        await RunAsync(
            connection,
            """
            INSERT INTO scores (project_id, target, annotator, name, given_at, received_at, kind, source, verdict, value,
              trace_id, span_id, call_started_at, call_trace_id, call_span_id)
            SELECT project_id, trace_id::text, 'bench', CASE WHEN rated > 0 THEN 'vote' ELSE 'helpfulness' END, started_at,
              started_at, 0, 0, CASE WHEN up > 0 THEN 1 WHEN down > 0 THEN 2 ELSE 0 END,
              CASE WHEN rated > 0 THEN up ELSE (span_id % 101) / 100.0 END, trace_id, span_id, started_at, trace_id, span_id
            FROM call_scores
            """,
            ct);
        await transaction.CommitAsync(ct);
        await RunAsync(connection, "ANALYZE", ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}

using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Ingest.Bulk;

/// <summary>
/// Removes everything that some routes of one environment ever sent, with their sums, in one transaction: as if it had
/// never come. The numbers of their series stay, since running consoles remember them.
/// </summary>
public sealed class CallRemoval
{
    // What is summed up by series; a series belongs to one route and one environment.
    private static readonly string[] _sums =
    [
        "rollup_delta", "rollup_minute", "rollup_quarter", "rollup_day", "rollup_zone_day", "rollup_user_delta",
        "rollup_user_day", "dirty_cells",
    ];

    private readonly TelemetryDb _db;

    internal CallRemoval(TelemetryDb db) => _db = db;

    /// <summary>The series of some routes in one environment.</summary>
    public static async Task<int[]> SeriesAsync(
        NpgsqlConnection connection, ProjectId project, string environment, IReadOnlyCollection<string> routes,
        CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT coalesce(array_agg(series_id), '{}') FROM series
            WHERE project_id = $1 AND environment = $2 AND route = ANY ($3)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = project.Value }, new() { Value = environment }, new() { Value = routes.ToArray() },
            },
        };
        return (int[])(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Returns how many calls were removed.</summary>
    public async Task<long> RunAsync(
        ProjectId project, string environment, IReadOnlyCollection<string> routes, CancellationToken ct)
    {
        await using var connection = await _db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Compactor.KeepOutAsync(connection, ct);
        var series = await SeriesAsync(connection, project, environment, routes, ct);
        var calls = series.Length == 0 ? 0 : await RemoveCallsAsync(connection, project, series, ct);
        await RemovePointsAsync(connection, project, environment, routes, ct);
        await CallBell.RingNowAsync(connection, DateTimeOffset.UnixEpoch, ct);
        await transaction.CommitAsync(ct);
        return calls;
    }

    private static async Task<long> RemoveCallsAsync(
        NpgsqlConnection connection, ProjectId project, int[] series, CancellationToken ct)
    {
        await ExecuteAsync(
            connection,
            """
            CREATE TEMP TABLE removed (project_id int, started_at timestamptz, trace_id uuid, span_id bigint)
            ON COMMIT DROP
            """,
            [],
            ct);
        var calls = await ExecuteAsync(
            connection,
            """
            WITH gone AS (
              DELETE FROM calls WHERE project_id = $1 AND series_id = ANY ($2)
              RETURNING project_id, started_at, trace_id, span_id)
            INSERT INTO removed (project_id, started_at, trace_id, span_id) SELECT * FROM gone
            """,
            [project.Value, series],
            ct);
        await ExecuteAsync(connection, "ANALYZE removed", [], ct);

        // A trace's agent and its tools begin before and end after its calls, by less than a day.
        await ExecuteAsync(
            connection,
            """
            WITH gone AS (
              DELETE FROM spans s USING (SELECT DISTINCT trace_id FROM removed) AS r
              WHERE s.project_id = $1 AND s.trace_id = r.trace_id
                AND s.started_at >= (SELECT min(started_at) - interval '1 day' FROM removed)
                AND s.started_at <= (SELECT max(started_at) + interval '1 day' FROM removed)
              RETURNING s.project_id, s.started_at, s.trace_id, s.span_id)
            INSERT INTO removed (project_id, started_at, trace_id, span_id) SELECT * FROM gone
            """,
            [project.Value],
            ct);
        await ExecuteAsync(
            connection,
            """
            DELETE FROM payloads p USING removed r
            WHERE p.project_id = r.project_id AND p.started_at = r.started_at AND p.trace_id = r.trace_id
              AND p.span_id = r.span_id
            """,
            [],
            ct);
        foreach (var table in _sums)
        {
            await ExecuteAsync(
                connection, $"DELETE FROM {table} WHERE project_id = $1 AND series_id = ANY ($2)",
                [project.Value, series], ct);
        }

        return calls;
    }

    // Text is searched, not JSON: a point of somebody else that is no JSON must not end the removal.
    private static Task<long> RemovePointsAsync(
        NpgsqlConnection connection, ProjectId project, string environment, IReadOnlyCollection<string> routes,
        CancellationToken ct) => ExecuteAsync(
        connection,
        """
        DELETE FROM metric_points WHERE project_id = $1 AND position($2 in raw) > 0
          AND EXISTS (SELECT FROM unnest($3) AS service(name) WHERE position(service.name in raw) > 0)
        """,
        [
            project.Value, $"\"deployment.environment.name\":\"{environment}\"",
            routes.Select(route => $"\"service.name\":\"{route}\"").ToArray(),
        ],
        ct);

    private static async Task<long> ExecuteAsync(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}

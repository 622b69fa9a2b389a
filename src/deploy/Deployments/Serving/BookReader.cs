using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Deployments.Connections;
using Dashboard.Deployments.Models;
using Dashboard.Deployments.Routes;
using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Deployments.Serving;

/// <summary>Reads everything that was decided about deployments from the read models.</summary>
internal sealed class BookReader(DecisionsDb db)
{
    /// <summary>
    /// The book as of now. Routes are read first, then what they refer to: that was decided before, so it is there.
    /// </summary>
    public async Task<DeploymentBook> ReadAsync(CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        var routes = await RoutesAsync(connection, ct);
        var evaluations = await EvaluationsAsync(connection, ct);
        var versions = await ReadAsync(connection, """
            SELECT project_id, model, version, provider, connection, upstream_model, gguf, adapter, notes,
                   lineage::text, created_at, created_by, retired_at
            FROM model_versions
            """, reader => Version(reader, evaluations), ct);
        var connections = await ReadAsync(
            connection,
            "SELECT name, base_url, api_key_env, created_at, created_by, retired_at FROM connections",
            row => new Connection(
                row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetFieldValue<DateTimeOffset>(3),
                row.TextOrNull(4), row.ValueOrNull<DateTimeOffset>(5)),
            ct);
        return DeploymentBook.Of(connections, versions, routes);
    }

    private static async Task<IEnumerable<RouteState>> RoutesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var revisions = await ReadAsync(connection, """
            SELECT project_id, route, revision, kind, content::text, left_revision, restores, decision_id,
                   at, actor, reason, explanation, explained_by, explained_at
            FROM route_revisions
            ORDER BY project_id, route, revision
            """, row => (Key: (new ProjectId(row.GetInt32(0)), row.GetString(1)), Revision: Revision(row)), ct);
        return revisions.GroupBy(row => row.Key, row => row.Revision)
            .Select(route => new RouteState(route.Key.Item1, route.Key.Item2, [.. route]));
    }

    private static RouteRevision Revision(NpgsqlDataReader row) => new(
        row.GetInt32(2),
        Enum.Parse<RevisionKind>(row.GetString(3)),
        JsonSerializer.Deserialize<RouteContent>(row.GetString(4))!,
        new Stamp(row.GetFieldValue<DateTimeOffset>(8), row.TextOrNull(9), row.TextOrNull(10)))
    {
        From = row.ValueOrNull<int>(5),
        Restores = row.ValueOrNull<int>(6),
        DecisionId = row.ValueOrNull<Guid>(7),
        Explanation = row.ValueOrNull<DateTimeOffset>(13) is { } at
            ? new Stamp(at, row.TextOrNull(12), row.TextOrNull(11))
            : null,
    };

    private static async Task<ILookup<(int, string, string), VersionEvaluation>> EvaluationsAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        var rows = await ReadAsync(connection, """
            SELECT project_id, model, version, name, value, samples, dataset, at, actor
            FROM version_evaluations
            ORDER BY position
            """, row => (
                Key: (row.GetInt32(0), row.GetString(1), row.GetString(2)),
                Evaluation: new VersionEvaluation(
                    row.GetString(3),
                    row.GetDouble(4),
                    row.ValueOrNull<int>(5),
                    row.TextOrNull(6),
                    row.GetFieldValue<DateTimeOffset>(7),
                    row.TextOrNull(8))), ct);
        return rows.ToLookup(row => row.Key, row => row.Evaluation);
    }

    private static ModelVersion Version(
        NpgsqlDataReader row, ILookup<(int, string, string), VersionEvaluation> evaluations) => new()
        {
            Project = new ProjectId(row.GetInt32(0)),
            Model = row.GetString(1),
            Version = row.GetString(2),
            Provider = row.GetString(3),
            Connection = row.TextOrNull(4),
            UpstreamModel = row.GetString(5),
            Gguf = row.TextOrNull(6),
            Adapter = row.TextOrNull(7),
            Notes = row.TextOrNull(8),
            Lineage = row.TextOrNull(9) is { } lineage ? JsonSerializer.Deserialize<JsonElement>(lineage) : null,
            CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
            CreatedBy = row.TextOrNull(11),
            RetiredAt = row.ValueOrNull<DateTimeOffset>(12),
            Evaluations = [.. evaluations[(row.GetInt32(0), row.GetString(1), row.GetString(2))]],
        };

    private static async Task<ImmutableArray<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows.DrainToImmutable();
    }
}

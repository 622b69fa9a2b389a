using System.Text.Json;
using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Deployments.Routes;

/// <summary>Tables <c>routes</c> and <c>route_revisions</c>.</summary>
internal sealed class RouteProjection : IProjection
{
    public string Name => "routes";

    public IReadOnlyList<string> Tables => ["routes", "route_revisions"];

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        switch (e.Data)
        {
            case RouteDeployed deployed:
                await AddAsync(deployed.ProjectId, deployed.Route, deployed, e, c, t, ct);
                break;
            case RolloutPromoted promoted:
                await AddAsync(promoted.ProjectId, promoted.Route, promoted, e, c, t, ct);
                break;
            case RolloutAborted aborted:
                await AddAsync(aborted.ProjectId, aborted.Route, aborted, e, c, t, ct);
                break;
            case RouteRolledBack back:
                await AddAsync(back.ProjectId, back.Route, back, e, c, t, ct);
                break;
            case RevisionExplained explained:
                await ExplainAsync(explained, e, c, t, ct);
                break;
            default:
                return;
        }

        await Doorbell.RingAsync(c, RouteKeeper.Bell, "", ct);
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM routes; DELETE FROM route_revisions", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }

    // The one place that makes revisions out of facts is the state; the table holds what it made.
    private static async Task AddAsync(
        int project,
        string route,
        object fact,
        StoredEvent e,
        NpgsqlConnection c,
        NpgsqlTransaction t,
        CancellationToken ct)
    {
        var revision = RouteState.None(new ProjectId(project), route)
            .Apply(fact, new Stamp(e.Timestamp, e.Actor, e.Reason)).Current!;
        await using var batch = new NpgsqlBatch(c, t);
        batch.BatchCommands.Add(new("""
            INSERT INTO route_revisions (project_id, route, revision, kind, content, left_revision, restores,
                decision_id, at, actor, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """)
        {
            Parameters =
            {
                new() { Value = project },
                new() { Value = route },
                new() { Value = revision.Number },
                new() { Value = revision.Kind.ToString() },
                new() { Value = JsonSerializer.Serialize(revision.Content), NpgsqlDbType = NpgsqlDbType.Jsonb },
                Nullable(revision.From, NpgsqlDbType.Integer),
                Nullable(revision.Restores, NpgsqlDbType.Integer),
                Nullable(revision.DecisionId, NpgsqlDbType.Uuid),
                new() { Value = revision.By.At },
                Nullable(revision.By.Actor, NpgsqlDbType.Text),
                Nullable(revision.By.Reason, NpgsqlDbType.Text),
            },
        });
        batch.BatchCommands.Add(new("""
            INSERT INTO routes (project_id, route, model, revision, since) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (project_id, route) DO UPDATE
            SET model = excluded.model, revision = excluded.revision, since = excluded.since
            """)
        {
            Parameters =
            {
                new() { Value = project },
                new() { Value = route },
                new() { Value = revision.Content.Model },
                new() { Value = revision.Number },
                new() { Value = revision.By.At },
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task ExplainAsync(
        RevisionExplained explained, StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE route_revisions SET explanation = $4, explained_by = $5, explained_at = $6
            WHERE project_id = $1 AND route = $2 AND revision = $3
            """, c, t)
        {
            Parameters =
            {
                new() { Value = explained.ProjectId },
                new() { Value = explained.Route },
                new() { Value = explained.Revision },
                Nullable(e.Reason, NpgsqlDbType.Text),
                Nullable(e.Actor, NpgsqlDbType.Text),
                new() { Value = e.Timestamp },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Deployments.Models;

/// <summary>Tables <c>model_versions</c> and <c>version_evaluations</c>.</summary>
internal sealed class ModelProjection : IProjection
{
    public string Name => "model_versions";

    public IReadOnlyList<string> Tables => ["model_versions", "version_evaluations"];

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = e.Data switch
        {
            VersionRegistered registered => Insert(registered, e),
            VersionEvaluated evaluated => Insert(evaluated, e),
            VersionRetired retired => new NpgsqlCommand("""
                UPDATE model_versions SET retired_at = $4 WHERE project_id = $1 AND model = $2 AND version = $3
                """)
            {
                Parameters =
                {
                    new() { Value = retired.ProjectId },
                    new() { Value = retired.Model },
                    new() { Value = retired.Version },
                    new() { Value = e.Timestamp },
                },
            },
            _ => null,
        };
        if (command is not null)
        {
            (command.Connection, command.Transaction) = (c, t);
            await command.ExecuteNonQueryAsync(ct);
            await Doorbell.RingAsync(c, RouteKeeper.Bell, "", ct);
        }
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "DELETE FROM model_versions; DELETE FROM version_evaluations", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Insert(VersionRegistered registered, StoredEvent e) => new("""
        INSERT INTO model_versions (project_id, model, version, provider, connection, upstream_model, gguf, adapter,
            notes, lineage, created_at, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """)
    {
        Parameters =
        {
            new() { Value = registered.ProjectId },
            new() { Value = registered.Model },
            new() { Value = registered.Version },
            new() { Value = registered.Provider },
            Text(registered.Connection),
            new() { Value = registered.UpstreamModel },
            Text(registered.Gguf),
            Text(registered.Adapter),
            Text(registered.Notes),
            new()
            {
                Value = (object?)registered.Lineage?.GetRawText() ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
            new() { Value = e.Timestamp },
            Text(e.Actor),
        },
    };

    private static NpgsqlCommand Insert(VersionEvaluated evaluated, StoredEvent e) => new("""
        INSERT INTO version_evaluations (project_id, model, version, position, name, value, samples, dataset, at, actor)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """)
    {
        Parameters =
        {
            new() { Value = evaluated.ProjectId },
            new() { Value = evaluated.Model },
            new() { Value = evaluated.Version },
            new() { Value = e.Position },
            new() { Value = evaluated.Name },
            new() { Value = evaluated.Value },
            new() { Value = (object?)evaluated.Samples ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            Text(evaluated.Dataset),
            new() { Value = e.Timestamp },
            Text(e.Actor),
        },
    };

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

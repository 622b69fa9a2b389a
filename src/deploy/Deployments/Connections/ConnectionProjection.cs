using Dashboard.Deployments.Serving;
using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Deployments.Connections;

/// <summary>Table <c>connections</c>.</summary>
internal sealed class ConnectionProjection : IProjection
{
    public string Name => "connections";

    public IReadOnlyList<string> Tables => ["connections"];

    public async Task ApplyAsync(StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = e.Data switch
        {
            ConnectionApproved approved => new NpgsqlCommand("""
                INSERT INTO connections (name, base_url, api_key_env, created_at, created_by)
                VALUES ($1, $2, $3, $4, $5)
                """, c, t)
            {
                Parameters =
                {
                    new() { Value = approved.Name },
                    new() { Value = approved.BaseUrl },
                    new() { Value = (object?)approved.ApiKeyEnv ?? DBNull.Value },
                    new() { Value = e.Timestamp },
                    new() { Value = (object?)e.Actor ?? DBNull.Value },
                },
            },
            ConnectionRetired retired => new NpgsqlCommand(
                "UPDATE connections SET retired_at = $2 WHERE name = $1", c, t)
            {
                Parameters = { new() { Value = retired.Name }, new() { Value = e.Timestamp } },
            },
            _ => null,
        };
        if (command is not null)
        {
            await command.ExecuteNonQueryAsync(ct);
            await Doorbell.RingAsync(c, RouteKeeper.Bell, "", ct);
        }
    }

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM connections", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }
}

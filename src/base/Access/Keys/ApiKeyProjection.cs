using Dashboard.Events;
using Dashboard.EventStore;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Access.Keys;

/// <summary>Keeps the table of keys, and rings for every change so that each process puts it in force.</summary>
internal sealed class ApiKeyProjection : IProjection
{
    /// <summary>The kind of ring that says that keys have changed.</summary>
    public const string Bell = "api-keys";

    public string Name => "api_keys";

    public IReadOnlyList<string> Tables { get; } = ["api_keys"];

    public Task ApplyAsync(
        StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct) => e.Data switch
        {
            ApiKeyCreated created => InsertAsync(created, e, c, t, ct),
            ApiKeyRevoked revoked => RevokeAsync(revoked, e, c, t, ct),
            _ => Task.CompletedTask,
        };

    public async Task ClearAsync(NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("DELETE FROM api_keys", c, t);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task InsertAsync(
        ApiKeyCreated created, StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO api_keys (key_id, project_id, name, scopes, secret_sha256, created_at, created_by, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, c, t)
        {
            Parameters =
            {
                new() { Value = created.KeyId },
                new() { Value = created.ProjectId },
                new() { Value = created.Name },
                new() { Value = created.Scopes.ToArray() },
                new() { Value = Convert.FromHexString(created.SecretSha256) },
                new() { Value = e.Timestamp },
                new() { Value = (object?)e.Actor ?? DBNull.Value },
                new() { Value = (object?)created.ExpiresAt ?? DBNull.Value },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, Bell, created.KeyId, ct);
    }

    private static async Task RevokeAsync(
        ApiKeyRevoked revoked, StoredEvent e, NpgsqlConnection c, NpgsqlTransaction t, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("UPDATE api_keys SET revoked_at = $2 WHERE key_id = $1", c, t)
        {
            Parameters = { new() { Value = revoked.KeyId }, new() { Value = e.Timestamp } },
        };
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(c, Bell, revoked.KeyId, ct);
    }
}

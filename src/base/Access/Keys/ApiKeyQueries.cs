using Dashboard.Events;
using Dashboard.Postgres;

namespace Dashboard.Access.Keys;

/// <summary>Reads keys from the database.</summary>
internal sealed class ApiKeyQueries(DecisionsDb db)
{
    /// <summary>Every key that is not revoked, to be put in force.</summary>
    public async Task<IReadOnlyList<ApiKey>> ValidAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT key_id, project_id, name, scopes, secret_sha256, created_at, expires_at
            FROM api_keys
            WHERE revoked_at IS NULL
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<ApiKey>();
        while (await reader.ReadAsync(ct))
        {
            keys.Add(new ApiKey(
                reader.GetString(0),
                new ProjectId(reader.GetInt32(1)),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<byte[]>(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.ValueOrNull<DateTimeOffset>(6)));
        }

        return keys;
    }

    /// <summary>Every key there ever was, the newest first, with who made it and when it was last used.</summary>
    public async Task<IReadOnlyList<ApiKeyInfo>> ListAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT k.key_id, k.project_id, k.name, k.scopes, k.created_at, k.created_by, k.expires_at, k.revoked_at,
                   u.last_used_at
            FROM api_keys k
            LEFT JOIN api_key_uses u USING (key_id)
            ORDER BY k.created_at DESC, k.key_id
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<ApiKeyInfo>();
        while (await reader.ReadAsync(ct))
        {
            keys.Add(new ApiKeyInfo(
                reader.GetString(0),
                reader.GetInt32(1),
                reader.GetString(2),
                reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.TextOrNull(5),
                reader.ValueOrNull<DateTimeOffset>(6),
                reader.ValueOrNull<DateTimeOffset>(7),
                reader.ValueOrNull<DateTimeOffset>(8)));
        }

        return keys;
    }

    /// <summary>Writes when keys were last used; an older time never replaces a newer one.</summary>
    public async Task SaveUsesAsync(IReadOnlyList<(string KeyId, DateTimeOffset At)> uses, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            INSERT INTO api_key_uses (key_id, last_used_at)
            SELECT * FROM unnest($1, $2)
            ON CONFLICT (key_id) DO UPDATE SET last_used_at = greatest(api_key_uses.last_used_at, excluded.last_used_at)
            """);
        command.Parameters.Add(new() { Value = uses.Select(use => use.KeyId).ToArray() });
        command.Parameters.Add(new() { Value = uses.Select(use => use.At.ToUniversalTime()).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }
}

using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Access.Sessions;

/// <summary>The sessions in the database.</summary>
internal sealed class SessionTable(DecisionsDb db)
{
    /// <summary>The kind of ring that says that sessions have begun or ended.</summary>
    public const string Bell = "sessions";

    public async Task AddAsync(Session session, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            INSERT INTO sessions (session_id, person, created_at, last_seen_at, user_agent, address)
            VALUES ($1, $2, $3, $4, $5, $6)
            """);
        command.Parameters.Add(new() { Value = session.Id });
        command.Parameters.Add(new() { Value = session.Person });
        command.Parameters.Add(new() { Value = session.CreatedAt });
        command.Parameters.Add(new() { Value = session.LastSeenAt });
        command.Parameters.Add(Text(session.UserAgent));
        command.Parameters.Add(Text(session.Address));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The sessions that have not ended and were seen since an instant, the one seen last first.</summary>
    public async Task<IReadOnlyList<Session>> LiveAsync(DateTimeOffset seenSince, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT session_id, person, created_at, last_seen_at, user_agent, address
            FROM sessions
            WHERE ended_at IS NULL AND last_seen_at > $1
            ORDER BY last_seen_at DESC, session_id
            """);
        command.Parameters.Add(new() { Value = seenSince });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var sessions = new List<Session>();
        while (await reader.ReadAsync(ct))
        {
            sessions.Add(new Session(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.TextOrNull(4),
                reader.TextOrNull(5)));
        }

        return sessions;
    }

    public async Task TouchAsync(string id, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "UPDATE sessions SET last_seen_at = greatest(last_seen_at, $2) WHERE session_id = $1");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = at });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Removes what was last seen before an instant.</summary>
    public async Task ForgetAsync(DateTimeOffset seenBefore, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("DELETE FROM sessions WHERE last_seen_at <= $1");
        command.Parameters.Add(new() { Value = seenBefore });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task EndAsync(string id, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await EndAsync(connection, transaction: null, id, at, ct);
    }

    /// <summary>Ends the sessions of a person, but for one, and tells every console; how many they were.</summary>
    public async Task<int> EndAllAsync(string person, string? except, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("""
            UPDATE sessions SET ended_at = $3
            WHERE person = $1 AND ended_at IS NULL AND session_id IS DISTINCT FROM $2
            """, connection);
        command.Parameters.Add(new() { Value = person });
        command.Parameters.Add(Text(except));
        command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        var ended = await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(connection, Bell, person, ct);
        return ended;
    }

    /// <summary>Ends a session, once, and tells every console.</summary>
    public static async Task EndAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string id, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE sessions SET ended_at = coalesce(ended_at, $2) WHERE session_id = $1", connection, transaction)
        {
            Parameters = { new() { Value = id }, new() { Value = at.ToUniversalTime() } },
        };
        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(connection, Bell, id, ct);
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}

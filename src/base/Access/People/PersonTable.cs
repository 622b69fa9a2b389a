using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Access.People;

/// <summary>People in the database: who they are, and where else they sign in.</summary>
internal sealed class PersonTable(DecisionsDb db)
{
    /// <summary>The kind of ring that says that somebody joined, left or changed.</summary>
    public const string Bell = "people";

    /// <summary>Everybody who can sign in, but the first person.</summary>
    public async Task<IReadOnlyList<Person>> JoinedAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            SELECT p.person_id, coalesce(d.name, d.email, p.person_id), p.role
            FROM people p
            LEFT JOIN person_details d USING (person_id)
            WHERE p.joined_at IS NOT NULL
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var people = new List<Person>();
        while (await reader.ReadAsync(ct))
        {
            people.Add(new Person(reader.GetString(0), reader.GetString(1), Enum.Parse<Role>(reader.GetString(2))));
        }

        return people;
    }

    /// <summary>Everybody who was invited or joined, who can sign in first, then by name.</summary>
    public async Task<IReadOnlyList<PersonInfo>> ListAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            WITH seen AS (SELECT person, max(last_seen_at) AS at FROM sessions GROUP BY person)
            SELECT p.person_id, d.email, d.name, p.role, d.password_hash IS NOT NULL,
                   p.invited_at, p.invited_by, p.expires_at, p.joined_at, seen.at
            FROM people p
            LEFT JOIN person_details d USING (person_id)
            LEFT JOIN seen ON seen.person = $1 || p.person_id
            UNION ALL
            SELECT $2, NULL, $3, $4, false, NULL, NULL, NULL, NULL, (SELECT at FROM seen WHERE person = $1 || $2)
            ORDER BY 6 NULLS FIRST, 1
            """);
        command.Parameters.Add(new() { Value = Person.ActorOf("") });
        command.Parameters.Add(new() { Value = Person.First.Id });
        command.Parameters.Add(new() { Value = Person.First.Name });
        command.Parameters.Add(new() { Value = Person.First.Role.ToString() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var people = new List<PersonInfo>();
        while (await reader.ReadAsync(ct))
        {
            people.Add(new PersonInfo(
                reader.GetString(0),
                reader.TextOrNull(1),
                reader.TextOrNull(2),
                Enum.Parse<Role>(reader.GetString(3)),
                reader.GetBoolean(4),
                Time(reader, 5),
                reader.TextOrNull(6),
                Time(reader, 7),
                Time(reader, 8),
                Time(reader, 9)));
        }

        return people;
    }

    /// <summary>What is known about a person.</summary>
    public Task<PersonDetails?> FindAsync(string personId, CancellationToken ct) =>
        FindAsync("WHERE person_id = $1", personId, ct);

    /// <summary>Whose address it is.</summary>
    public Task<PersonDetails?> FindByEmailAsync(string email, CancellationToken ct) =>
        FindAsync("WHERE email_key = $1", PersonRules.EmailKey(email), ct);

    /// <summary>Keeps the address of somebody who will be invited; false where it is somebody's already.</summary>
    public async Task<bool> AddAsync(string personId, string email, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            INSERT INTO person_details (person_id, email, email_key, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (email_key) DO NOTHING
            """);
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = email });
        command.Parameters.Add(new() { Value = PersonRules.EmailKey(email) });
        command.Parameters.Add(new() { Value = at });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Keeps a name, a password or both, and tells every console.</summary>
    public async Task ChangeAsync(string personId, string? name, string? passwordHash, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("""
            UPDATE person_details SET name = coalesce($2, name), password_hash = coalesce($3, password_hash)
            WHERE person_id = $1
            """, connection);
        command.Parameters.Add(new() { Value = personId });
        foreach (var value in new[] { name, passwordHash })
        {
            command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        await command.ExecuteNonQueryAsync(ct);
        await Doorbell.RingAsync(connection, Bell, personId, ct);
    }

    /// <summary>The person who signs in by an account elsewhere.</summary>
    public async Task<string?> FindLoginAsync(string issuer, string subject, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "SELECT person_id FROM person_logins WHERE issuer = $1 AND subject = $2");
        command.Parameters.Add(new() { Value = issuer });
        command.Parameters.Add(new() { Value = subject });
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>
    /// Ties an account elsewhere to a person. False where it is another's, or the person has another account at the
    /// issuer.
    /// </summary>
    public async Task<bool> LinkAsync(
        string issuer, string subject, string personId, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            WITH added AS (
                INSERT INTO person_logins (issuer, subject, person_id, linked_at)
                SELECT $1, $2, $3, $4
                WHERE NOT EXISTS (SELECT 1 FROM person_logins WHERE issuer = $1 AND person_id = $3)
                ON CONFLICT (issuer, subject) DO NOTHING
                RETURNING person_id)
            SELECT person_id FROM added
            UNION ALL
            SELECT person_id FROM person_logins WHERE issuer = $1 AND subject = $2
            """);
        command.Parameters.Add(new() { Value = issuer });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = at });
        return (string?)await command.ExecuteScalarAsync(ct) == personId;
    }

    /// <summary>Forgets what is known about a person who was never invited, or no longer is.</summary>
    public async Task ForgetAsync(string personId, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await ForgetAsync(connection, transaction: null, personId, ct);
    }

    /// <summary>Forgets all that is known about a person, where they were signed in included.</summary>
    public static async Task ForgetAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string personId, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (sql, value) in new[]
        {
            ("DELETE FROM person_details WHERE person_id = $1", personId),
            ("DELETE FROM person_logins WHERE person_id = $1", personId),
            ("DELETE FROM sessions WHERE person = $1", Person.ActorOf(personId)),
        })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = value } } });
        }

        batch.BatchCommands.Add(Doorbell.RingCommand(Bell, personId));
        batch.BatchCommands.Add(Doorbell.RingCommand(Sessions.SessionTable.Bell, personId));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<PersonDetails?> FindAsync(string where, string value, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            $"SELECT person_id, email, name, password_hash, created_at FROM person_details {where}");
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new PersonDetails(
                reader.GetString(0), reader.GetString(1), reader.TextOrNull(2), reader.TextOrNull(3),
                reader.GetFieldValue<DateTimeOffset>(4))
            : null;
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.ValueOrNull<DateTimeOffset>(column);
}

using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Telemetry.Trail;

/// <summary>The trail in the database.</summary>
public sealed class AccessTrailTable(TelemetryDb db)
{
    private const string Search = """
        SELECT id, at, project_id, actor, kind, what
        FROM access_trail
        WHERE ($1::int IS NULL OR project_id = $1)
          AND ($2::text IS NULL OR actor = $2)
          AND ($3::text IS NULL OR kind = $3)
          AND ($4::timestamptz IS NULL OR at >= $4)
          AND ($5::timestamptz IS NULL OR at < $5)
          AND ($6::text IS NULL OR position(lower($6) in lower(actor || ' ' || what)) > 0)
          AND ($7::bigint IS NULL OR id < $7)
        ORDER BY id DESC
        LIMIT $8
        """;

    /// <summary>The newest notes that match, the newest first.</summary>
    public async Task<IReadOnlyList<AccessNote>> FindAsync(AccessSearch search, int limit, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(Search);
        command.Parameters.Add(Parameter(NpgsqlDbType.Integer, search.Project?.Value));
        command.Parameters.Add(Parameter(NpgsqlDbType.Text, search.Actor));
        command.Parameters.Add(Parameter(NpgsqlDbType.Text, search.Kind?.ToString()));
        command.Parameters.Add(Parameter(NpgsqlDbType.TimestampTz, search.From?.ToUniversalTime()));
        command.Parameters.Add(Parameter(NpgsqlDbType.TimestampTz, search.To?.ToUniversalTime()));
        command.Parameters.Add(Parameter(NpgsqlDbType.Text, search.Text));
        command.Parameters.Add(Parameter(NpgsqlDbType.Bigint, search.Before));
        command.Parameters.Add(Parameter(NpgsqlDbType.Integer, limit));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<AccessNote>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(new AccessNote(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                new ProjectId(reader.GetInt32(2)),
                reader.GetString(3),
                Enum.Parse<AccessKind>(reader.GetString(4)),
                reader.GetString(5)));
        }

        return found;
    }

    internal async Task AddAsync(IReadOnlyList<AccessNote> notes, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("""
            INSERT INTO access_trail (at, project_id, actor, kind, what)
            SELECT * FROM unnest($1::timestamptz[], $2::int[], $3::text[], $4::text[], $5::text[])
            """);
        command.Parameters.Add(new() { Value = notes.Select(note => note.At.ToUniversalTime()).ToArray() });
        command.Parameters.Add(new() { Value = notes.Select(note => note.Project.Value).ToArray() });
        command.Parameters.Add(new() { Value = notes.Select(note => note.Actor).ToArray() });
        command.Parameters.Add(new() { Value = notes.Select(note => note.Kind.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = notes.Select(note => note.What).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    internal async Task<int> DeleteAsync(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("DELETE FROM access_trail WHERE at < $1");
        command.Parameters.Add(new() { Value = before.ToUniversalTime() });
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Parameter(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}

using Npgsql;

namespace Dashboard.EventStore;

/// <summary>Table <c>read_models</c>: one that is not in it was never built.</summary>
internal static class ReadModelMarks
{
    public static async Task<IReadOnlyDictionary<string, ReadModelMark>> ReadAsync(
        NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT name, stale_since FROM read_models", connection);
        return await ReadAsync(command, ct);
    }

    /// <summary>
    /// Reads the marks for whoever appends with these projections. A read model of another version of the program will
    /// miss the events, and is marked.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, ReadModelMark>> ReadToWriteAsync(
        NpgsqlConnection connection, string[] names, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            WITH missed AS (
                UPDATE read_models
                SET stale_since = now(), fault = 'A console appended that does not have this read model.'
                WHERE name <> ALL($1) AND stale_since IS NULL)
            SELECT name, stale_since FROM read_models
            """, connection)
        {
            Parameters = { new() { Value = names } },
        };
        return await ReadAsync(command, ct);
    }

    public static async Task BuiltAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO read_models (name) VALUES ($1)
            ON CONFLICT (name) DO UPDATE SET built_at = now(), stale_since = NULL, fault = NULL
            """, connection)
        {
            Parameters = { new() { Value = name } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task StaleAsync(NpgsqlConnection connection, string name, string fault, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO read_models (name, stale_since, fault) VALUES ($1, now(), $2)
            ON CONFLICT (name) DO UPDATE
            SET stale_since = coalesce(read_models.stale_since, now()), fault = excluded.fault
            """, connection)
        {
            // Text of PostgreSQL cannot hold NUL.
            Parameters = { new() { Value = name }, new() { Value = fault.Replace('\0', ' ') } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyDictionary<string, ReadModelMark>> ReadAsync(
        NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var marks = new Dictionary<string, ReadModelMark>();
        while (await reader.ReadAsync(ct))
        {
            var since = reader.IsDBNull(1) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(1);
            marks.Add(reader.GetString(0), new(reader.GetString(0), since));
        }

        return marks;
    }
}

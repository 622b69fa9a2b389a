using Dashboard.Events;
using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.SetAside;

/// <summary>
/// The records of loops that work through the database. A loop leaves out what <see cref="IsLeftOut"/> says, and notes
/// each failure that <see cref="RecordFault"/> holds for the record's own.
/// </summary>
public sealed class SetAsideRecords(TelemetryDb db, TimeProvider time) : ISetAside
{
    /// <summary>After so many failures a record is set aside.</summary>
    public const int Tries = 3;

    /// <summary>A condition on a row <c>f</c> of <c>set_aside</c>: it is not to be tried now, by the parameter's time.</summary>
    public static string IsLeftOut(string now) => $"(f.set_aside_at IS NOT NULL OR f.next_at > {now})";

    /// <summary>Notes a failure on the loop's own connection, which proves that the database is there.</summary>
    /// <param name="connection">With its transaction, whose failed part is rolled back.</param>
    /// <param name="kind">One of <see cref="SetAsideKinds"/>.</param>
    /// <param name="project">Whose it is.</param>
    /// <param name="record">Which one.</param>
    /// <param name="version">Which state of it.</param>
    /// <param name="reason">Why, without content.</param>
    /// <param name="isFinal">Whether to try again is known to change nothing.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether it is set aside from now on.</returns>
    public async Task<bool> FailAsync(
        NpgsqlConnection connection, string kind, ProjectId project, string record, long version, string reason,
        bool isFinal, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO set_aside AS f
              (kind, project_id, record, version, tries, reason, first_at, last_at, next_at, set_aside_at)
            VALUES ($1, $2, $3, $4, 1, $5, $6, $6, $6 + interval '5 seconds', CASE WHEN $7 THEN $6 END)
            ON CONFLICT (kind, project_id, record) DO UPDATE SET
              version = $4, reason = $5, last_at = $6, next_at = $6 + interval '30 seconds',
              tries = CASE WHEN f.version = $4 THEN f.tries + 1 ELSE 1 END,
              set_aside_at = CASE WHEN $7 OR (f.version = $4 AND f.tries + 1 >= {Tries}) THEN $6 END
            RETURNING set_aside_at IS NOT NULL
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = kind }, new() { Value = project.Value }, new() { Value = record },
                new() { Value = version }, new() { Value = reason }, new() { Value = now }, new() { Value = isFinal },
            },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Forgets failures of records that were worked through after all.</summary>
    public static async Task ForgetAsync(
        NpgsqlConnection connection, string kind, ProjectId project, string[] records, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "DELETE FROM set_aside WHERE kind = $1 AND project_id = $2 AND record = ANY ($3)", connection)
        {
            Parameters = { new() { Value = kind }, new() { Value = project.Value }, new() { Value = records } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "SELECT kind, count(*) FROM set_aside WHERE set_aside_at IS NOT NULL GROUP BY 1 ORDER BY 1");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync(ct))
        {
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return counts;
    }

    public async Task<IReadOnlyList<SetAsideRecord>> ReadAsync(int limit, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT kind, project_id, record, reason, tries, set_aside_at FROM set_aside WHERE set_aside_at IS NOT NULL
            ORDER BY set_aside_at DESC, kind, record LIMIT $1
            """);
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var records = new List<SetAsideRecord>();
        while (await reader.ReadAsync(ct))
        {
            records.Add(new SetAsideRecord(
                reader.GetString(0), new ProjectId(reader.GetInt32(1)), reader.GetString(2), reader.GetString(3),
                reader.GetInt32(4), reader.GetFieldValue<DateTimeOffset>(5)));
        }

        return records;
    }

    /// <summary>The loops of the running console take them within a minute.</summary>
    public async Task<long> RetryAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            "UPDATE set_aside SET tries = 0, set_aside_at = NULL, next_at = $1 WHERE set_aside_at IS NOT NULL");
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteNonQueryAsync(ct);
    }
}

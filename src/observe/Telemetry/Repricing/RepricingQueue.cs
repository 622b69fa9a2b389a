using Dashboard.Events;
using Dashboard.Postgres;
using Dashboard.Pricing;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Repricing;

/// <summary>
/// The durable list of jobs. It is derived from the recorded prices: what was recorded beyond the last job becomes the
/// next one, so that neither a crash nor a lost ring leaves a price without its job.
/// </summary>
public sealed class RepricingQueue(TelemetryDb db, TimeProvider time)
{
    private const string Columns =
        """
        job_id, after_position, to_position, effective_from, calls_total IS NOT NULL, cursor_project, cursor_bucket,
        cursor_series
        """;

    /// <summary>Adds the job for prices that none covers yet. Returns whether there was one to add.</summary>
    public async Task<bool> AddAsync(PriceBook book, CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await PriceWatermark.LockAsync(connection, ct);
        var after = await LastPositionAsync(connection, ct);
        var rows = book.RecordedIn(after, book.Position).ToList();
        if (rows.Count == 0)
        {
            return false;
        }

        await using (var insert = new NpgsqlCommand(
            """
            INSERT INTO repricing_jobs (after_position, to_position, effective_from, created_at) VALUES ($1, $2, $3, $4)
            """,
            connection))
        {
            insert.Parameters.Add(new() { Value = after });
            insert.Parameters.Add(new() { Value = book.Position });
            insert.Parameters.Add(new() { Value = rows.Min(row => row.Price.EffectiveFrom!.Value).ToUniversalTime() });
            insert.Parameters.Add(new() { Value = time.GetUtcNow() });
            await insert.ExecuteNonQueryAsync(ct);
        }

        await PriceWatermark.RaiseAsync(connection, book.Position, ct);
        await Doorbell.RingAsync(connection, RepricingQueries.Bell, "", ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The oldest job that is not finished, marked as running from now on.</summary>
    public async Task<RepricingJob?> NextAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            UPDATE repricing_jobs SET running_since = $1, calls_done_before = calls_done
            WHERE job_id = (SELECT min(job_id) FROM repricing_jobs WHERE finished_at IS NULL)
            RETURNING {Columns}
            """,
            connection)
        { Parameters = { new() { Value = time.GetUtcNow() } } };
        return await ReadAsync(command, ct);
    }

    /// <summary>A job by its number, also a finished one.</summary>
    public static async Task<RepricingJob?> FindAsync(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM repricing_jobs WHERE job_id = $1", connection)
        {
            Parameters = { new() { Value = id } },
        };
        return await ReadAsync(command, ct);
    }

    private static async Task<RepricingJob?> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new RepricingJob(
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.IsDBNull(5)
                    ? null
                    : new CellKey(
                        new ProjectId(reader.GetInt32(5)), reader.GetFieldValue<DateTimeOffset>(6), reader.GetInt32(7)),
                reader.GetBoolean(4))
            : null;
    }

    /// <summary>Notes how many calls the job will look at.</summary>
    public static Task CountAsync(NpgsqlConnection connection, RepricingJob job, long calls, CancellationToken ct) =>
        ExecuteAsync(connection, "UPDATE repricing_jobs SET calls_total = $2 WHERE job_id = $1", job, calls, ct);

    /// <summary>Moves the job on within the transaction that holds the cells' new cost.</summary>
    public static async Task AdvanceAsync(
        NpgsqlConnection connection, RepricingJob job, CellKey cursor, int cells, int calls, int changed,
        CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE repricing_jobs
            SET cursor_project = $2, cursor_bucket = $3, cursor_series = $4, cells_done = cells_done + $5,
              calls_done = calls_done + $6, calls_changed = calls_changed + $7, last_error = NULL
            WHERE job_id = $1
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = job.Id }, new() { Value = cursor.Project.Value }, new() { Value = cursor.Start },
                new() { Value = cursor.SeriesId }, new() { Value = cells }, new() { Value = calls },
                new() { Value = changed },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The calls that came meanwhile have their price already: what was done is all there was.</summary>
    public Task FinishAsync(NpgsqlConnection connection, RepricingJob job, CancellationToken ct) => ExecuteAsync(
        connection,
        "UPDATE repricing_jobs SET finished_at = $2, calls_total = calls_done, last_error = NULL WHERE job_id = $1",
        job,
        time.GetUtcNow(),
        ct);

    /// <summary>Keeps why the running job stopped; it is taken up again.</summary>
    public async Task FailAsync(string why, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            UPDATE repricing_jobs SET last_error = $1
            WHERE job_id = (SELECT min(job_id) FROM repricing_jobs WHERE finished_at IS NULL)
            """);
        command.Parameters.Add(new() { Value = why });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long> LastPositionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(max(to_position), 0) FROM repricing_jobs", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, RepricingJob job, object value, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = job.Id }, new() { Value = value } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

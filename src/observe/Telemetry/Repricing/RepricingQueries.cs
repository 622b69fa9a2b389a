using Dashboard.Postgres;
using Npgsql;

namespace Dashboard.Telemetry.Repricing;

/// <summary>Tells how far re-pricing is.</summary>
public sealed class RepricingQueries(TelemetryDb db, TimeProvider time)
{
    /// <summary>The kind of ring after which <see cref="ReadAsync"/> answers something new.</summary>
    public const string Bell = "repricing";

    /// <summary>The newest jobs, newest first.</summary>
    public async Task<IReadOnlyList<RepricingStatus>> ReadAsync(int limit, CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand(
            """
            SELECT job_id, effective_from, to_position, created_at, running_since, finished_at, calls_total, calls_done,
              calls_done_before, calls_changed, cells_done, last_error,
              EXISTS (SELECT FROM repricing_jobs o WHERE o.finished_at IS NULL AND o.job_id < j.job_id)
            FROM repricing_jobs j ORDER BY job_id DESC LIMIT $1
            """);
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var jobs = new List<RepricingStatus>();
        while (await reader.ReadAsync(ct))
        {
            jobs.Add(Read(reader));
        }

        return jobs;
    }

    private RepricingStatus Read(NpgsqlDataReader row)
    {
        var isFinished = !row.IsDBNull(5);
        var isWaiting = row.GetBoolean(12) || row.IsDBNull(4);
        long? total = row.ValueOrNull<long>(6);
        return new RepricingStatus
        {
            Id = row.GetInt64(0),
            State = isFinished ? RepricingState.Done : isWaiting ? RepricingState.Waiting : RepricingState.Running,
            EffectiveFrom = row.GetFieldValue<DateTimeOffset>(1),
            ToPosition = row.GetInt64(2),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(3),
            FinishedAt = isFinished ? row.GetFieldValue<DateTimeOffset>(5) : null,
            CallsTotal = total,
            CallsDone = row.GetInt64(7),
            CallsChanged = row.GetInt64(9),
            CellsDone = row.GetInt64(10),
            LastError = row.TextOrNull(11),
            Remaining = isFinished || isWaiting
                ? null
                : Rest(
                    row.GetFieldValue<DateTimeOffset>(4), row.GetInt64(7) - row.GetInt64(8), total - row.GetInt64(7)),
        };
    }

    private TimeSpan? Rest(DateTimeOffset since, long done, long? left) =>
        done > 0 && left is { } calls ? (time.GetUtcNow() - since) * (Math.Max(0, calls) / (double)done) : null;
}

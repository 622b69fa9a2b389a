using Npgsql;

namespace Dashboard.EventStore;

/// <summary>Moves one projection forward. Whatever it does is part of the caller's transaction.</summary>
internal sealed class ProjectionRun(EventReader reader, IProjection projection)
{
    private const int BatchSize = 500;

    /// <summary>Applies the next events and saves the checkpoint. False when there was nothing left that may be applied.</summary>
    public async Task<bool> StepAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var after = await Checkpoint.LockAsync(connection, projection.Name, ct);
        var batch = await reader.ReadBatchAsync(connection, after, long.MaxValue, BatchSize, ct);
        var applicable = GapRule.Applicable(after, batch, DateTimeOffset.MinValue);
        if (applicable < batch.Count)
        {
            applicable = GapRule.Applicable(after, batch, await SettledBeforeAsync(connection, ct));
        }

        if (applicable == 0)
        {
            return false;
        }

        await ApplyAsync(batch.Take(applicable), connection, transaction, ct);
        await Checkpoint.SaveAsync(connection, projection.Name, batch[applicable - 1].Position, ct);
        return true;
    }

    /// <summary>Empties the projection and replays up to its checkpoint. Readers see the old rows until the commit.</summary>
    public async Task ReplayAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var upTo = await Checkpoint.LockAsync(connection, projection.Name, ct);
        await projection.ClearAsync(connection, transaction, ct);
        IReadOnlyList<StoredEvent> batch;
        for (var after = 0L; ; after = batch[^1].Position)
        {
            batch = await reader.ReadBatchAsync(connection, after, upTo, BatchSize, ct);
            if (batch.Count == 0)
            {
                return;
            }

            await ApplyAsync(batch, connection, transaction, ct);
        }
    }

    private async Task ApplyAsync(
        IEnumerable<StoredEvent> events, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        foreach (var stored in events.Where(stored => stored.StreamId != EventReader.TombstoneStream))
        {
            await projection.ApplyAsync(stored, connection, transaction, ct);
        }
    }

    /// <summary>Never, while a writer is alive that is older than the gap rule's patience: it may hold a position.</summary>
    private static async Task<DateTimeOffset> SettledBeforeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            SELECT CASE WHEN EXISTS (
                SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
                  AND xact_start < clock_timestamp() - $1)
            THEN '-infinity'::timestamptz ELSE clock_timestamp() - $1 END
            """, connection);
        command.Parameters.Add(new() { Value = GapRule.Patience });
        return await command.ExecuteScalarAsync(ct) is DateTime settled ? settled : DateTimeOffset.MinValue;
    }
}

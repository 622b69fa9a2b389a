using System.Data;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups.Zones;
using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Folds deltas into the tiers and recounts dirty cells, in one process at a time.</summary>
internal sealed class Compactor(TelemetryDb db)
{
    private const long LockKey = 0x6c6c6d_726f6c;

    /// <summary>Compacts all there is. Returns false when another console is at it.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        if (!await SessionLock.TryTakeAsync(connection, LockKey, ct))
        {
            return false;
        }

        try
        {
            while (await FoldAsync(connection, ct) >= DeltaFold.MaxRows)
            {
            }

            return true;
        }
        finally
        {
            await SessionLock.ReleaseAsync(connection, LockKey);
        }
    }

    /// <summary>
    /// The lock is taken before the snapshot, and one snapshot serves the whole transaction: a call that commits meanwhile
    /// is neither in the recount nor among the deltas that the recount drops.
    /// </summary>
    private static async Task<int> FoldAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var zones = await ZoneKeeper.OpenAsync(connection, ct);
        var recounted = await DirtyRecount.RunAsync(connection, zones, ct);
        if (recounted.Count > 0)
        {
            await CallBell.RingNowAsync(connection, recounted.Min(quarter => quarter.Start), ct);
        }

        var rows = await DeltaFold.RunAsync(connection, [.. zones.Select(zone => zone.Table)], ct);
        await transaction.CommitAsync(ct);
        return rows;
    }

    /// <summary>Waits for the compactor, and keeps it out until the connection's transaction ends.</summary>
    public static async Task KeepOutAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection)
        {
            Parameters = { new() { Value = LockKey } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}

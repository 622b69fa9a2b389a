using System.Data;
using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups.Zones;
using Npgsql;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Folds deltas into the tiers and recounts dirty cells, in one process at a time.</summary>
public sealed class Compactor
{
    private const long LockKey = 0x6c6c6d_726f6c;
    private const int FewestRows = 50;

    private readonly TelemetryDb _db;
    private readonly int _mostRows;
    private int _rows;

    /// <param name="db">Where they are.</param>
    /// <param name="mostRows">How many deltas one transaction folds at most, which bounds its memory and its length.</param>
    public Compactor(TelemetryDb db, int mostRows = 50_000) => (_db, _mostRows, _rows) = (db, mostRows, mostRows);

    /// <summary>
    /// Compacts all there is. Returns false when another console is at it. What did not fit into the time of a command is
    /// tried in smaller pieces the next time; else a slow database could never fold what has piled up.
    /// </summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        try
        {
            return await _db.Sessions.RunAsync(CompactAsync, ct);
        }
        catch (NpgsqlException slow) when (slow.InnerException is TimeoutException)
        {
            _rows = Math.Max(_rows / 4, FewestRows);
            throw;
        }
    }

    private async Task<bool> CompactAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!await SessionLock.TryTakeAsync(connection, LockKey, ct))
        {
            return false;
        }

        try
        {
            var limit = _rows;
            while (await FoldAsync(connection, limit, ct))
            {
                _rows = limit = Math.Min(limit * 2, _mostRows);
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
    /// is neither in the recount nor among the deltas that the recount drops. Returns whether there may be more to fold.
    /// </summary>
    private static async Task<bool> FoldAsync(NpgsqlConnection connection, int limit, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var zones = await ZoneKeeper.OpenAsync(connection, ct);
        var recounted = await DirtyRecount.RunAsync(connection, zones, ct);
        if (recounted.Count > 0)
        {
            await CallBell.RingNowAsync(connection, recounted.Min(quarter => quarter.Start), ct);
        }

        var isMore = await DeltaFold.RunAsync(connection, [.. zones.Select(zone => zone.Table)], limit, ct);
        await transaction.CommitAsync(ct);
        return isMore;
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

using Dashboard.Postgres;
using Dashboard.Telemetry.Rollups;
using Npgsql;

namespace Dashboard.Telemetry.Repricing;

/// <summary>
/// Works through the jobs, one console at a time. It may be stopped or die at any moment: the next run goes on behind
/// the last committed cell.
/// </summary>
public sealed class Repricer(
    TelemetryDb db, RepricingQueue queue, PriceWatermark watermark, FailedCells failed, TimeProvider time,
    int callsPerPack = CostCells.CallsPerPack)
{
    /// <summary>Held by who changes the cost of stored calls: one at a time.</summary>
    public const long LockKey = 0x6c6c6d_726570;
    private static readonly TimeSpan RingPause = TimeSpan.FromSeconds(2);

    /// <summary>Runs every job that waits. Returns false when another console is at it.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var connection = await db.Source.OpenConnectionAsync(ct);
        if (!await SessionLock.TryTakeAsync(connection, LockKey, ct))
        {
            return false;
        }

        try
        {
            while (await queue.NextAsync(connection, ct) is { } job)
            {
                await RunAsync(connection, job, ct);
            }

            await RetryAsync(connection, ct);

            return true;
        }
        finally
        {
            await SessionLock.ReleaseAsync(connection, LockKey);
        }
    }

    private async Task RunAsync(NpgsqlConnection connection, RepricingJob job, CancellationToken ct)
    {
        var book = await watermark.BookAsync(job.ToPosition, ct);
        var plan = new RepricingPlan(job, book, await StoredSeries.ReadAsync(connection, ct));
        if (!job.IsCounted)
        {
            var calls = 0L;
            foreach (var (project, series) in plan.Projects)
            {
                calls += await CostCells.CountAsync(connection, project, series, job.From, ct);
            }

            await RepricingQueue.CountAsync(connection, job, calls, ct);
        }

        await WalkAsync(connection, job, plan, ct);
        await queue.FinishAsync(connection, job, ct);
        await CallBell.RingNowAsync(connection, job.From, ct);
        await Doorbell.RingAsync(connection, RepricingQueries.Bell, "", ct);
    }

    private async Task WalkAsync(
        NpgsqlConnection connection, RepricingJob job, RepricingPlan plan, CancellationToken ct)
    {
        var rung = time.GetTimestamp();
        foreach (var (project, series) in plan.Projects)
        {
            foreach (var stretch in await CostCells.StretchesAsync(connection, job.From, ct))
            {
                var cells = await CostCells.ReadAsync(connection, project, series, stretch, ct);
                foreach (var pack in CostCells.Pack(cells.Where(cell => job.IsAhead(cell.Cell)), callsPerPack))
                {
                    await MoveAsync(connection, job, plan, pack, ct);
                    if (time.GetElapsedTime(rung) >= RingPause)
                    {
                        // Not for each pack: pages then read everything again from there.
                        await CallBell.RingNowAsync(connection, job.From, ct);
                        rung = time.GetTimestamp();
                    }
                }
            }
        }
    }

    /// <summary>Gives a pack its new cost. A cell that cannot get it by its own fault is left behind, and noted.</summary>
    private async Task MoveAsync(
        NpgsqlConnection connection, RepricingJob job, RepricingPlan plan, IReadOnlyList<CellKey> pack, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            var (calls, changed) = await CostUpdate.RunAsync(connection, plan, pack, ct);
            await AdvanceAsync(connection, job, pack, calls, changed, ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception fault) when (RecordFault.Is(fault))
        {
            await transaction.RollbackAsync(ct);
            if (pack.Count == 1)
            {
                await failed.AddAsync(connection, job, pack[0], fault, ct);
                await AdvanceAsync(connection, job, pack, 0, 0, ct);
                return;
            }

            foreach (var cell in pack)
            {
                await MoveAsync(connection, job, plan, [cell], ct);
            }
        }
    }

    private static async Task AdvanceAsync(
        NpgsqlConnection connection, RepricingJob job, IReadOnlyList<CellKey> pack, int calls, int changed,
        CancellationToken ct)
    {
        await RepricingQueue.AdvanceAsync(connection, job, pack[^1], pack.Count, calls, changed, ct);
        await Doorbell.RingAsync(connection, RepricingQueries.Bell, "", ct);
    }

    /// <summary>Tries again what was left behind.</summary>
    private async Task RetryAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var (id, cell) in await failed.DueAsync(connection, ct))
        {
            if (await RepricingQueue.FindAsync(connection, id, ct) is not { } job)
            {
                await FailedCells.RemoveAsync(connection, id, cell, ct);
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(ct);
            try
            {
                var book = await watermark.BookAsync(job.ToPosition, ct);
                var plan = new RepricingPlan(job, book, await StoredSeries.ReadAsync(connection, ct));
                await CostUpdate.RunAsync(connection, plan, [cell], ct);
                await FailedCells.RemoveAsync(connection, id, cell, ct);
                await CallBell.RingNowAsync(connection, cell.Start, ct);
                await transaction.CommitAsync(ct);
            }
            catch (Exception fault) when (RecordFault.Is(fault))
            {
                await transaction.RollbackAsync(ct);
                await failed.AddAsync(connection, job, cell, fault, ct);
            }
        }
    }
}

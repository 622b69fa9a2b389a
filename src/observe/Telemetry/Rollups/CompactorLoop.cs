using Dashboard.Postgres;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Compacts every few seconds, so that a read never has many deltas to add up.</summary>
internal sealed partial class CompactorLoop(
    Compactor compactor, TelemetryDb db, TimeProvider time, ILogger<CompactorLoop> logger)
    : PeriodicLoop(TimeSpan.FromSeconds(1), time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private long _last = time.GetTimestamp();

    // A dirty cell shows a wrong number, an uncompacted one merely costs a little to read.
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        if (Time.GetElapsedTime(_last) >= Interval || await HasDirtyAsync(ct))
        {
            await compactor.RunAsync(ct);
            _last = Time.GetTimestamp();
        }
    }

    protected override void Failed(Exception failure) => LogFailure(failure);

    private async Task<bool> HasDirtyAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("SELECT min(bucket) FROM dirty_cells");
        return await command.ExecuteScalarAsync(ct) is DateTime;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rollups could not be compacted; trying again in a second")]
    private partial void LogFailure(Exception failure);
}

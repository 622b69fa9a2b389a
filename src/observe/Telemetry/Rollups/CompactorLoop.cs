using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Rollups;

/// <summary>Compacts every few seconds, so that a read never has many deltas to add up.</summary>
internal sealed partial class CompactorLoop(
    Compactor compactor, TelemetryDb db, TimeProvider time, ILogger<CompactorLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DirtyInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(DirtyInterval, time);
        var last = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // A dirty cell shows a wrong number, an uncompacted one merely costs a little to read.
                if (time.GetElapsedTime(last) >= Interval || await HasDirtyAsync(stoppingToken))
                {
                    await compactor.RunAsync(stoppingToken);
                    last = time.GetTimestamp();
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(failure);
            }
        }
    }

    private async Task<bool> HasDirtyAsync(CancellationToken ct)
    {
        await using var command = db.Source.CreateCommand("SELECT min(bucket) FROM dirty_cells");
        return await command.ExecuteScalarAsync(ct) is DateTime;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rollups could not be compacted; trying again in a second")]
    private partial void LogFailure(Exception failure);
}

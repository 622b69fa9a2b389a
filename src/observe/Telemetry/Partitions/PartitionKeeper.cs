using Dashboard.Postgres;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Partitions;

/// <summary>Makes the coming days' partitions ahead and drops the expired ones, at start and then every hour.</summary>
internal sealed partial class PartitionKeeper(
    PartitionStore partitions, TimeProvider time, ILogger<PartitionKeeper> logger, RetentionDesk? retention = null)
    : PeriodicLoop(TimeSpan.FromHours(1), time)
{
    private const int DaysAhead = 3;

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        await partitions.EnsureAsync(Enumerable.Range(0, DaysAhead + 1).Select(today.AddDays), ct);
        var keep = retention is null ? null : (await retention.ReadAsync(ct)).Keep;
        foreach (var partition in await partitions.DropExpiredAsync(ct, keep))
        {
            LogDropped(partition);
        }
    }

    protected override void Failed(Exception failure) => LogFailure(failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped the expired partition {Partition}")]
    private partial void LogDropped(string partition);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partitions could not be made or dropped; trying again within the hour")]
    private partial void LogFailure(Exception failure);
}

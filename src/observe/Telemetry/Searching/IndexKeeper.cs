using Dashboard.Postgres;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Searching;

/// <summary>Builds the search indexes of days that are over, at start and then every ten minutes.</summary>
internal sealed partial class IndexKeeper(PartitionIndexes indexes, TimeProvider time, ILogger<IndexKeeper> logger)
    : PeriodicLoop(TimeSpan.FromMinutes(10), time)
{
    public override async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var partition in await indexes.BuildAsync(ct))
        {
            LogBuilt(partition);
        }
    }

    protected override void Failed(Exception failure) => LogFailure(failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Built the search indexes of {Partition}")]
    private partial void LogBuilt(string partition);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Search indexes could not be built; searches read row by row, or by the former words, until the next try in ten minutes")]
    private partial void LogFailure(Exception failure);
}

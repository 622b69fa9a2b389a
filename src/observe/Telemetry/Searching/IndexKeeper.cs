using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Telemetry.Searching;

/// <summary>Builds the search indexes of days that are over, at start and then every ten minutes.</summary>
internal sealed partial class IndexKeeper(PartitionIndexes indexes, TimeProvider time, ILogger<IndexKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                foreach (var partition in await indexes.BuildAsync(stoppingToken))
                {
                    LogBuilt(partition);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Built the search indexes of {Partition}")]
    private partial void LogBuilt(string partition);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Search indexes could not be built; searches read row by row, or by the former words, until the next try in ten minutes")]
    private partial void LogFailure(Exception failure);
}

using Dashboard.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Telemetry.Trail;

/// <summary>Deletes what the trail has kept long enough, at the start and once an hour.</summary>
internal sealed partial class AccessTrailKeeper(
    AccessTrailTable table, IOptions<AccessTrailOptions> options, TimeProvider clock, ILogger<AccessTrailKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, clock);
        do
        {
            try
            {
                await table.DeleteAsync(clock.GetUtcNow().AddDays(-options.Value.Days), stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (!DatabaseAway.Is(e))
                {
                    LogFailed(e);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old notes of who read content stay for another hour")]
    private partial void LogFailed(Exception exception);
}

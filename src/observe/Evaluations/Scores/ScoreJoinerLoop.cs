using Dashboard.Postgres;
using Dashboard.Telemetry;
using Dashboard.Telemetry.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Evaluations.Scores;

/// <summary>
/// Runs the joiner when calls or scores came, at most twice a second, and over everything once a minute; forgets what is
/// old, and whose calls are gone, once an hour.
/// </summary>
internal sealed partial class ScoreJoinerLoop(
    ScoreJoiner joiner, ScoreForgetting forgetting, ScoreRetention retention, RetentionDesk kept, JoinSignal signal,
    TelemetryDoorbell doorbell, TimeProvider time, ILogger<ScoreJoinerLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AllInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = signal.SetAt(doorbell, CallBell.Kind);
        var (lastAll, lastForgotten) = ((long?)null, (long?)null);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (lastAll is null || time.GetElapsedTime(lastAll.Value) >= AllInterval)
                {
                    lastAll = time.GetTimestamp();
                    await joiner.JoinAllAsync(stoppingToken);
                }
                else
                {
                    await joiner.JoinFreshAsync(stoppingToken);
                }

                if (lastForgotten is null || time.GetElapsedTime(lastForgotten.Value) >= ForgetInterval)
                {
                    lastForgotten = time.GetTimestamp();
                    await forgetting.RunAsync(stoppingToken);
                    await retention.RunAsync((await kept.ReadAsync(stoppingToken)).Keep.Calls, stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(failure);
            }

            await Task.Delay(Pause, time, stoppingToken);
            await signal.WaitAsync(AllInterval, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scores could not be joined with their calls; trying again")]
    private partial void LogFailure(Exception failure);
}
